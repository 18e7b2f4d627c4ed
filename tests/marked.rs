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
    use crate::support::stage::Stage;

    /// Keys that lead from a queue of three devices, or from their run, to what is looked at on each way there.
    const WAYS: [(bool, &str); 22] = [
        (false, "1 / ? esc esc r t esc"),
        (false, "2 ? esc"),
        (false, "1 enter ? esc f3 f4 esc f2 esc"),
        (false, "1 enter down down down down ctrl-space esc"),
        (false, "1 enter x ctrl-s f8 f8"),
        (false, "1 enter x y pagedown pagedown pagedown enter"),
        (false, "3 ? esc D esc x u U"),
        (false, "3 enter x esc 3 home down enter"),
        (false, "3 s e space a ? esc"),
        (false, "3 home x enter x 3 s enter esc"),
        (false, "3 m E f n N v"),
        (true, "4 ? esc f f n N y t"),
        (true, "4 v g esc E esc"),
        (true, "4 U 9 enter esc"),
        (true, "4 end U esc s p x"),
        (true, "4 home enter f2 esc x ctrl-s"),
        (true, "4 home t s esc"),
        (false, "5 ? esc t esc e x m"),
        (false, "5 a ? esc ctrl-s esc"),
        (
            false,
            "5 a down down down down right right right down x ctrl-s",
        ),
        (false, "f9 f9 q"),
        (false, "1 t P enter"),
    ];

    /// What stands by itself in every language: names of keys, of the program and of EnOS's own things.
    const OWN: &str =
        "enroll SANDBOX EnOS Enter Esc Up Down Tab Space Ctrl Alt Shift Del PgUp PgDn F JSON";

    /// What the fake gateway and the tests call things.
    const DATA: &str = "INV SN HX LLs Gt SG zp inv Inverter Meter Grid String serial ratedPower string DOUBLE zh CN en \
        US ad xy csv run productKey deviceName deviceKey deviceAttributes defaultValue nValue timezone";

    async fn stage(run: bool) -> Stage {
        let theme = Theme {
            lang: Lang::Marked,
            ..Theme::default()
        };
        let mut stage = Stage::with_theme(theme, 160, 50).await;
        stage.press("alt-1 enter").await;
        stage.fill("逆变器 一", "INV-001").await;
        stage.press("ctrl-s").await;
        stage.press("3 d d").await;
        if run {
            stage.press("s").await;
            stage.press("enter").await;
        }
        stage
    }

    /// The words of a screen that stand outside the marks. A sentence that is wrapped goes on in the next row, where
    /// that begins; what is cut off ends with its ellipsis.
    fn outside(screen: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut open = false;
        for row in screen.lines() {
            let mut word = String::new();
            for c in row.chars().chain([' ']) {
                match c {
                    '⟦' => open = true,
                    '⟧' | '…' => open = false,
                    _ => {}
                }
                if !open && c.is_ascii_alphabetic() {
                    word.push(c);
                } else if word.chars().count() > 1 {
                    found.insert(std::mem::take(&mut word));
                } else {
                    word.clear();
                }
            }
        }
        found
    }

    fn allowed(word: &str) -> bool {
        let own = OWN.split_whitespace().chain(DATA.split_whitespace());
        own.into_iter().any(|own| own == word)
    }

    #[tokio::test]
    async fn what_stands_outside_the_marks_is_no_sentence() {
        let mut found: BTreeSet<(String, String)> = BTreeSet::new();
        for (run, way) in WAYS {
            let mut stage = stage(run).await;
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
        let mut stage = stage(false).await;
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
