//! Filtering, moving and choosing.

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
use crate::tui::theme::{Colors, Theme};
use crate::tui::widgets::hit::Click;
use crate::tui::widgets::text::lines;

fn zones() -> Vec<PickItem<&'static str>> {
    [
        ("Asia/Shanghai", "+08:00", "上海 北京 Beijing"),
        ("Asia/Singapore", "+08:00", "新加坡"),
        ("America/Los_Angeles", "-07:00", "洛杉矶"),
        ("Europe/Berlin", "+02:00", "柏林"),
    ]
    .into_iter()
    .map(|(value, detail, search)| PickItem {
        value,
        label: Said::data(value),
        detail: Said::data(detail),
        search: search.into(),
    })
    .collect()
}

fn type_text(picker: &mut Picker<&'static str>, text: &str) {
    for c in text.chars() {
        picker.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
    }
}

#[test]
fn the_current_value_is_selected_until_something_is_typed() {
    let picker = || Picker::new(Said::data("Timezone"), zones(), Some(3));
    assert_eq!(picker().choose().unwrap(), "Europe/Berlin");
    let mut searched = picker();
    type_text(&mut searched, "losan");
    assert_eq!(searched.counts(), (1, 4));
    let ctrl_u = KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL);
    let mut cleared = searched.clone();
    assert_eq!(searched.choose().unwrap(), "America/Los_Angeles");
    cleared.key(ctrl_u);
    assert_eq!(cleared.choose().unwrap(), "Europe/Berlin");
}

#[test]
fn labels_details_and_search_words_all_find() {
    for (query, found) in [
        ("上海", "Asia/Shanghai"),
        ("-07", "America/Los_Angeles"),
        ("BERLIN", "Europe/Berlin"),
    ] {
        let mut picker = Picker::new(Said::default(), zones(), None);
        type_text(&mut picker, query);
        assert_eq!(picker.selected().unwrap().value, found);
    }
}

#[test]
fn where_nothing_is_found_nothing_is_chosen() {
    let mut picker = Picker::new(Said::data("Timezone"), zones(), None);
    type_text(&mut picker, "zzz");
    assert_eq!(picker.counts(), (0, 4));
    picker.moved(Move::Down);
    assert!(picker.choose().is_none());
}

#[test]
fn it_lies_over_what_was_there() {
    let picker = Picker::new(Said::data("Timezone"), zones(), Some(1));
    let mut buf = Buffer::with_lines(["中中中中中中中中中中中中中中中中中中中中"; 9]);
    let screen = Rect::new(1, 0, 36, 9);
    let drawn = picker.draw((screen, None), &[], &mut buf, Theme::default());
    assert_eq!(
        lines(&buf),
        [
            " ┌─ Timezone ───────────────────────┐ 中",
            " │ type to filter            4 of 4 │ 中",
            " │    Asia/Shanghai        +08:00   │ 中",
            " │ ▌• Asia/Singapore       +08:00   │ 中",
            " │    America/Los_Angeles  -07:00   │ 中",
            " │    Europe/Berlin        +02:00   │ 中",
            " │                                  │ 中",
            " │                                  │ 中",
            " └──────────────────────────────────┘ 中",
        ]
    );
    let selected = buf.cell((6, 3)).unwrap();
    assert!(
        selected
            .modifier
            .contains(ratatui::style::Modifier::REVERSED)
    );
    assert_eq!(drawn.caret, Some((3, 1).into()));
    assert_eq!(drawn.click((5, 3).into()), Some(Click::Row(1)));
}

#[test]
fn what_is_cut_in_the_list_is_told_whole_under_it() {
    let long = "a sentence that is far too long for the list and is read under it";
    let mut items = zones();
    items[1].detail = Said::data(long);
    let picker = Picker::new(Said::data("Timezone"), items, Some(1));
    let mut buf = Buffer::empty(Rect::new(0, 0, 50, 16));
    picker.draw((buf.area, None), &[], &mut buf, Theme::default());
    let shown = lines(&buf).join(" ").replace('│', " ");
    let shown: Vec<_> = shown.split_whitespace().collect();
    assert!(shown.join(" ").contains(long), "{shown:?}");
}

#[test]
fn any_size_will_do() {
    let mut picker = Picker::new(Said::data("Timezone 时区"), zones(), None);
    type_text(&mut picker, "a");
    for width in 0..30 {
        for height in 0..10 {
            let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
            let area = buf.area;
            picker.draw(
                (area, Some(height / 2)),
                &[],
                &mut buf,
                Theme {
                    colors: Colors::None,
                    unicode: false,
                    ..Theme::default()
                },
            );
        }
    }
}
