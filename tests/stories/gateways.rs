//! Queue and form belong to one gateway: practised here, in earnest there, and taken over on a word.

use std::fs;

use enroll::domain::{Draft, Existing, Site, StringI18n, Terms, Timestamp};
use enroll::store::{NewRow, NewRun};
use enroll::tui::shared::ScreenId;

use crate::stage;
use crate::support::fake::Fake;
use crate::support::stage::Stage;

const PRODUCT: &str = "2zp6A70r";

/// The program with a profile beside the sandbox, which is worked on.
async fn two_gateways() -> Stage {
    let stage = stage().await;
    let profile = "[profiles.site]\ngateway = \"https://g.example\"\norg_id = \"o1\"\n\
                   access_key = \"a\"\nsecret_key_clear = \"s\"\n";
    fs::write(stage.path("config.toml"), profile).unwrap();
    stage.reopen().await
}

async fn to_site(stage: &mut Stage) {
    stage.press("alt-5").await;
    stage.press("down enter").await;
    stage.assert_shows(" site ");
}

async fn to_sandbox(stage: &mut Stage) {
    stage.press("alt-5").await;
    stage.press("up enter").await;
    stage.assert_shows(" SANDBOX ");
}

#[tokio::test]
async fn each_gateway_shows_its_own_queue_and_form_also_after_a_restart() {
    let mut stage = Box::pin(two_gateways()).await;
    stage.queue("练习 逆变器", "INV-200").await;
    stage.press("alt-1 enter").await;
    stage.go_to("Name");
    stage.type_text("半").await;

    to_site(&mut stage).await;
    stage.press("alt-2").await;
    stage.assert_shows("The form is empty.");
    stage.press("alt-3").await;
    stage.assert_shows("The queue is empty.");
    stage.assert_shows("take over what is waiting at another gateway: SANDBOX 1 device");
    stage.press("s").await;
    stage.assert_shows("the queue is empty");
    stage.press("alt-5").await;
    stage.assert_shows("Waiting elsewhere: SANDBOX: 1 device and a ");
    stage.assert_shows("   half-typed form. ");
    stage.queue("earnest", "INV-300").await;

    let mut stage = stage.reopen().await;
    stage.assert_shows(" site ");
    stage.press("alt-3").await;
    stage.assert_shows("INV-300");
    stage.assert_hides("INV-200");

    to_sandbox(&mut stage).await;
    assert_eq!(
        stage.program.app().shared.screen,
        ScreenId::Device,
        "the form is half typed"
    );
    stage.assert_shows("半");
    stage.press("alt-3").await;
    stage.assert_shows("INV-200");
    stage.assert_hides("INV-300");
    stage.press("alt-5").await;
    stage.assert_shows("Waiting elsewhere: site: 1 device.");
}

#[tokio::test]
async fn devices_are_taken_over_on_a_word_checked_there_and_given_back_by_undo() {
    let mut stage = Box::pin(two_gateways()).await;
    stage.press("alt-3 m").await;
    stage.assert_shows("take over: no devices are waiting at another gateway");
    stage.queue("practised", "INV-200").await;
    stage.press("d").await;
    stage.fake.hide(PRODUCT);
    to_site(&mut stage).await;
    stage.press("alt-3 m").await;
    stage.assert_shows("SANDBOX");
    stage.press("enter").await;
    stage.assert_shows("2 devices taken over from SANDBOX; u gives them back.");
    stage.assert_shows("2 · 2 ✗");
    stage.assert_shows("productKey: EnOS does not show this product: Not found (11611)");
    stage.press("s").await;
    stage.assert_shows("submit: no device is ready");
    // Ended without a word, the devices are here and nowhere else.
    let mut stage = stage.reopen().await;
    stage.press("alt-3").await;
    stage.assert_shows("2 · 2 ✗");
    stage.press("m").await;
    stage.assert_shows("no devices are waiting at another gateway");

    to_sandbox(&mut stage).await;
    stage.press("alt-3").await;
    stage.assert_shows("The queue is empty.");
    stage.press("m enter").await;
    stage.assert_shows("2 devices taken over from site; u gives them back.");
    stage.press("u").await;
    stage.assert_shows("The queue is empty.");
    stage.press("U").await;
    stage.assert_shows("Queue 2 ");
    stage.press("u").await;
    to_site(&mut stage).await;
    stage.press("alt-3").await;
    stage.assert_shows("INV-200");
    stage.assert_shows("Queue 2 ");
}

#[tokio::test]
async fn steps_back_belong_to_their_gateway_and_outlive_a_visit_elsewhere() {
    let mut stage = Box::pin(two_gateways()).await;
    stage.queue("removed", "INV-200").await;
    stage.press("x").await;
    stage.assert_shows("The queue is empty.");
    to_site(&mut stage).await;
    stage.press("alt-3 u").await;
    stage.assert_shows("nothing to undo");
    to_sandbox(&mut stage).await;
    stage.press("alt-3 u").await;
    stage.assert_shows("INV-200");
    // Given back and created there: it does not come again.
    to_site(&mut stage).await;
    stage.press("alt-3 m enter").await;
    stage.press("u").await;
    to_sandbox(&mut stage).await;
    stage.submit().await;
    stage.assert_shows("1 device created, none failed.");
    to_site(&mut stage).await;
    stage.press("alt-3 U").await;
    stage.assert_shows("nothing to redo");
    stage.assert_shows("The queue is empty.");
}

#[tokio::test]
async fn a_plan_has_no_room_in_a_product_that_is_not_there() {
    let mut stage = stage().await;
    stage.queue("for a product that goes", "INV-200").await;
    stage.fake.hide(PRODUCT);
    stage.press("s").await;
    stage.assert_shows("1     in the queue; 0 requests to SANDBOX");
    stage.assert_shows("1  ✗  of a product EnOS does not show: will not be created");
    stage.assert_shows("EnOS does not show this product: Not found (11611)");
    stage.assert_hides("used");
    stage.press("enter").await;
    stage.assert_shows("1 device with errors");
    assert_eq!(stage.fake.sent(), 0);
    stage.press("esc").await;
    stage.assert_shows("1 · 1 ✗");
}

#[tokio::test]
async fn a_run_that_goes_on_says_what_becomes_of_each_row() {
    let fake = Fake::new();
    let row = |key: &str| NewRow {
        draft: Draft {
            product_key: PRODUCT.to_owned(),
            device_key: Some(key.to_owned()),
            device_name: StringI18n::plain("mine"),
            timezone: "+08:00".to_owned(),
            ..Draft::default()
        },
        automatic: false,
    };
    let mut stage = Stage::after(fake, |store| {
        let run = NewRun {
            site: Site {
                gateway: "http://127.0.0.1:1".to_owned(),
                org_id: "o17000000000001".to_owned(),
                scope: "sandbox".to_owned(),
            },
            terms: Terms {
                require_secret: false,
                existing: Existing::Skip,
            },
            started_at: Timestamp(1_000),
        };
        let rows = ["INV-001", "INV-002", "INV-003"].map(row);
        store.run_begin(&run, rows, &[]).unwrap();
    })
    .await;
    stage.assert_shows("Run 1 was interrupted: 0 unknown, 3 not sent. s resumes it.");
    stage.press("s").await;
    stage.assert_shows("3 rows:");
    stage.assert_shows("2  will be created");
    stage.assert_shows("1  already there, but different: will be skipped");
    stage.press("enter").await;
    stage.assert_shows("Run 1: 2 devices created, 1 skipped, none failed.");
}
