//! The queue as it is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
use crate::domain::StringI18n;
use crate::said::Lang;
use crate::tui::shared::LinkState;
use crate::tui::widgets::text;

fn row(id: i64, zone: &str) -> QueueRow {
    let draft = Draft {
        product_key: "P".to_owned(),
        device_name: StringI18n::plain(format!("Pump {id}")),
        device_key: Some(format!("KEY-{id}")),
        timezone: zone.to_owned(),
        ..Draft::default()
    };
    QueueRow {
        id: QueueId(id),
        draft: draft.into(),
    }
}

fn queue(zones: &[&str]) -> Shared {
    let mut shared = Shared {
        size: (120, 30),
        link: LinkState::to("SANDBOX"),
        ..Shared::default()
    };
    let rows = (1..).zip(zones).map(|(id, zone)| row(id, zone));
    shared.queue.restore("sandbox", rows.collect());
    shared.check_queue();
    shared
}

fn drawn(shared: &Shared, (wide, tall): (u16, u16)) -> String {
    let area = Rect::new(0, 0, wide, tall);
    let mut buf = Buffer::empty(area);
    Screen::draw(&State::default(), shared, area, &mut buf);
    text::lines(&buf).join("\n")
}

#[test]
fn what_is_the_same_in_all_rows_stands_above_them_once() {
    let shared = queue(&["+08:00", "+08:00"]);
    let screen = drawn(&shared, (120, 20));
    assert!(screen.contains("all rows: P · +08:00"), "{screen}");
    let headings = screen.lines().find(|line| line.contains(" # "));
    assert!(!headings.unwrap().contains("time zone"), "{screen}");
    let screen = drawn(&queue(&["+08:00", "+09:00"]), (120, 20));
    assert!(
        screen.contains("all rows: P\n") || screen.contains("all rows: P "),
        "{screen}"
    );
    assert!(screen.contains("+09:00"), "{screen}");
    let screen = drawn(&queue(&["+08:00"]), (120, 20));
    assert!(!screen.contains("all rows"), "{screen}");
}

#[test]
fn a_time_zone_that_leaves_makes_the_others_the_same() {
    let mut shared = queue(&["+08:00", "+09:00"]);
    assert_eq!(shared.queue.timezone(), None);
    shared
        .queue
        .step("sandbox".to_owned(), QueueStep::Remove(QueueId(2)));
    assert_eq!(shared.queue.timezone(), Some("+08:00"));
    shared.queue.step("sandbox".to_owned(), QueueStep::Undo);
    assert_eq!(shared.queue.timezone(), None);
}

#[test]
fn the_key_says_how_many_it_submits_and_where() {
    let shared = queue(&["+08:00", "nowhere"]);
    let state = State::default();
    let called = Screen::called(&state, &shared, "queue.submit").unwrap();
    assert_eq!(called.to(Lang::En), "submit 1 to SANDBOX");
    assert!(drawn(&shared, (80, 20)).contains("2 · 1 ✗"));
    let none = Screen::called(&state, &queue(&[]), "queue.submit");
    assert_eq!(none, None);
}
