//! Help and the palette: read, found by typing, done.

use enroll::tui::shared::ScreenId;

use crate::stage;

#[tokio::test]
async fn help_tells_what_a_command_does_and_why_it_is_not_possible() {
    let mut stage = stage().await;
    stage.press("alt-3 ?").await;
    stage.assert_shows("Devices wait here, safe on the disk");
    stage.type_text("submit").await;
    stage.assert_shows("Not now: the queue is empty; a adds a device.");
    // It stays, and says so again.
    stage.press("enter").await;
    stage.assert_shows("Help · Queue");
    stage.press("esc ?").await;
    stage.type_text("产品").await;
    stage.press("enter").await;
    assert_eq!(stage.program.app().shared.screen, ScreenId::Products);
    assert!(!stage.program.app().covered());
}

#[tokio::test]
async fn the_palette_does_what_belongs_to_another_screen() {
    let mut stage = stage().await;
    stage.press("ctrl-p").await;
    stage.type_text("profile for another").await;
    stage.assert_shows("Add a profile for another gateway.");
    stage.press("enter").await;
    assert_eq!(stage.program.app().shared.screen, ScreenId::Connect);
    stage.assert_shows("Access key");
    stage.press("esc alt-1 ctrl-p").await;
    stage.type_text("remove").await;
    stage.press("tab").await;
    stage.assert_shows("nothing matches");
    stage.press("tab").await;
    stage.assert_shows("Not now: ");
    stage.press("esc").await;
    assert_eq!(stage.program.app().shared.screen, ScreenId::Products);
}

#[tokio::test]
async fn a_search_for_products_begins_afresh() {
    let mut stage = stage().await;
    // The rule with the search and how many are found, the headings, both products.
    let list = |screen: &str| -> Vec<String> {
        screen.lines().skip(1).take(4).map(str::to_owned).collect()
    };
    let all = stage.program.screen();
    stage.assert_shows("2 of 2");
    stage.press("/").await;
    stage.type_text("grid").await;
    stage.assert_shows("/ grid");
    stage.press("enter alt-1 /").await;
    stage.assert_hides("/ grid");
    stage.type_text("inv").await;
    stage.assert_shows("/ inv");
    stage.press("esc").await;
    stage.assert_hides("/ inv");
    assert_eq!(list(&all), list(&stage.program.screen()), "all are shown");
}

#[tokio::test]
async fn the_last_messages_are_there_to_be_read_whole() {
    let mut stage = stage().await;
    stage.press("enter").await;
    stage.type_text("half").await;
    stage.press("ctrl-s f2 esc f12").await;
    stage.assert_shows("Messages");
    stage.assert_shows("before it can be sent");
}
