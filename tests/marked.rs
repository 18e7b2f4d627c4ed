//! Every screen, overlay, command and help page in a language that is made up: the English between marks. What stands
//! outside of them is data, EnOS's own words, a key or a glyph; else somebody wrote a sentence past the form.

#[cfg(test)]
mod support;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use enroll::said::Lang;
    use enroll::tui::theme::Theme;

    use crate::support::fake::Weather;
    use crate::support::ways::{WAYS, at_the_fork};

    /// What stands by itself in every language: names of keys, of the program and of EnOS's own things.
    const OWN: &str = "enroll SANDBOX EnOS Enter Esc Up Down Tab Space Ctrl Alt Shift Del PgUp PgDn F JSON Home End \
        Left Right Backspace";

    /// What the fake gateway and the tests call things.
    const DATA: &str = "somebody ta tag INV SN HX LLs Gt SG zp inv Inverter Meter Grid String serial ratedPower string DOUBLE STRING zh CN en \
        US ad xy csv run productKey deviceName deviceKey deviceAttributes defaultValue nValue timezone";

    /// The words of a screen that stand outside the marks. A sentence that is wrapped goes on in the next row, where
    /// that begins; what is cut off ends with its ellipsis.
    fn outside(screen: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        // A sentence goes on in the next row of its own pane.
        let mut open = [false; 8];
        for row in screen.lines() {
            for (part, open) in row.split('│').zip(&mut open) {
                let mut word = String::new();
                for c in part.chars().chain([' ']) {
                    match c {
                        '⟦' => *open = true,
                        '⟧' | '…' => *open = false,
                        _ => {}
                    }
                    if !*open && c.is_ascii_alphabetic() {
                        word.push(c);
                    } else if word.chars().count() > 1 {
                        found.insert(std::mem::take(&mut word));
                    } else {
                        word.clear();
                    }
                }
            }
        }
        found
    }

    fn allowed(word: &str) -> bool {
        let own = OWN.split_whitespace().chain(DATA.split_whitespace());
        own.into_iter().any(|own| own == word)
    }

    fn marked() -> Theme {
        Theme {
            lang: Lang::Marked,
            ..Theme::default()
        }
    }

    #[tokio::test]
    async fn what_stands_outside_the_marks_is_no_sentence() {
        let mut found: BTreeSet<(String, String)> = BTreeSet::new();
        for (run, way) in WAYS {
            let mut stage = at_the_fork(*run, marked()).await;
            for key in way.split_whitespace() {
                stage.press(key).await;
                let screen = stage.program.screen();
                let words = outside(&screen).into_iter();
                let strange = words.filter(|word| !allowed(word));
                found.extend(strange.map(|word| (word, format!("{way} at {key}"))));
            }
        }
        assert!(found.is_empty(), "{found:#?}");
    }

    #[tokio::test]
    async fn nor_is_it_while_a_run_has_its_troubles() {
        let mut stage = at_the_fork(false, marked()).await;
        stage.fake.set(Weather::LostReply);
        stage.press("3 s").await;
        stage.press("enter").await;
        let words = outside(&stage.program.screen()).into_iter();
        let strange: Vec<String> = words.filter(|word| !allowed(word)).collect();
        assert!(
            strange.is_empty(),
            "{strange:?}\n{}",
            stage.program.screen()
        );
    }

    #[test]
    fn the_marks_are_read() {
        assert_eq!(outside(" ⟦one two⟧ three"), ["three".to_owned()].into());
        assert_eq!(outside(" ⟦one\n two⟧ three"), ["three".to_owned()].into());
        assert_eq!(outside(" ⟦one t… key"), ["key".to_owned()].into());
    }
}
