//! Each language takes its own, down to the arguments.

use super::{Lang, Noun, Said, noun};

const ROWS: Noun = noun!("row", "rows", "行");

fn both(said: &Said) -> [String; 2] {
    [Lang::En, Lang::Zh].map(|lang| said.to(lang).into_owned())
}

#[test]
fn arguments_are_data_or_sentences_and_are_worked_out_once() {
    let key = "INV-1";
    let mut asked = 0;
    let mut next = || {
        asked += 1;
        asked
    };
    let why = &say!("not permitted", "没有权限");
    let said = say!(
        "{key}: {why} ({nr:02})",
        "{key}：{why}（{nr:02}）",
        why,
        nr = next()
    );
    assert_eq!(
        both(&said),
        ["INV-1: not permitted (01)", "INV-1：没有权限（01）"]
    );
    assert_eq!(asked, 1);
}

#[test]
fn what_is_counted_has_its_plural_and_its_thousands_apart() {
    let said = [0, 1, 12, 1_234_567].map(|count| both(&ROWS.count(count)).join(", "));
    assert_eq!(
        said,
        [
            "0 rows, 0 行",
            "1 row, 1 行",
            "12 rows, 12 行",
            "1,234,567 rows, 1,234,567 行"
        ]
    );
    let devices = noun!("device", "devices", "台设备");
    assert_eq!(both(&devices.count(1)), ["1 device", "1 台设备"]);
}

#[test]
fn a_list_has_the_comma_of_its_language() {
    let of = [Said::data("tags"), pair!("the name", "名称")];
    assert_eq!(both(&Said::list(of)), ["tags, the name", "tags、名称"]);
    let data = Said::list(["a", "b"].map(Said::data));
    assert_eq!(both(&data), ["a, b", "a, b"]);
}

#[test]
fn marks_stand_round_a_whole_sentence_and_not_round_data() {
    let why = pair!("not permitted", "没有权限");
    let said = say!("row {row}: {why}", "第 {row} 行：{why}", row = 3, why);
    assert_eq!(said.to(Lang::Marked), "⟦row 3: not permitted⟧");
    assert_eq!(Said::data("INV-1").to(Lang::Marked), "INV-1");
    assert_eq!(Said::default().to(Lang::Marked), "");
}

#[test]
fn a_text_without_arguments_is_not_copied() {
    let std::borrow::Cow::Borrowed(_) = say!("nothing left", "没有剩余").en else {
        panic!("it was");
    };
}
