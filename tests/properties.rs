//! Whatever is typed or pasted, whatever the gateway says, whatever the size: no panic, and the
//! cursor stays on the screen.

#[cfg(test)]
mod support;
#[cfg(test)]
#[path = "properties/world.rs"]
mod world;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use enroll::connect::Target;
    use enroll::tui::app::Model;
    use enroll::tui::runtime::Harness;
    use enroll::tui::theme::Theme;
    use proptest::prelude::*;
    use proptest::sample::select;

    use crate::support::stage::NOW;
    use crate::world::Echo;

    /// Ways to every screen and everything that lies over one.
    const SCENES: &[&str] = &[
        "",
        "/",
        "t",
        "?",
        "r",
        "enter",
        "enter f1",
        "enter f2",
        "enter f4",
        "enter ctrl-s",
        "enter tab tab tab tab enter",
        "enter down down down enter",
        "3",
        "3 D",
        "3 s",
        "3 e",
        "3 m",
        "3 m enter",
        "4",
        "4 g",
        "4 E",
        "4 s",
        "4 s enter",
        "4 s enter p",
        "4 X",
        "4 down down enter",
        "4 n enter",
        "4 f",
        "5",
        "5 t",
        "5 a",
        "5 a f1",
        "5 a ctrl-s",
    ];

    /// Keys that do something somewhere.
    const KEYS: &[&str] = &[
        "tab",
        "shift-tab",
        "up",
        "down",
        "left",
        "right",
        "home",
        "end",
        "pageup",
        "pagedown",
        "backspace",
        "delete",
        "enter",
        "esc",
        "space",
        "ctrl-s",
        "ctrl-d",
        "ctrl-z",
        "ctrl-y",
        "ctrl-w",
        "ctrl-a",
        "ctrl-k",
        "f1",
        "f2",
        "f3",
        "f4",
        "f8",
        "alt-1",
        "alt-2",
        "alt-3",
        "alt-4",
        "alt-5",
        "n",
        "x",
        "u",
        "U",
        "X",
        "d",
        "s",
        "f",
        "g",
        "e",
        "p",
        "v",
        "y",
        "/",
    ];

    /// Something that happens at the keyboard.
    #[derive(Clone, Debug)]
    enum Act {
        Press(&'static str),
        Type(String),
        Paste(String),
        Resize(u16, u16),
    }

    fn act() -> impl Strategy<Value = Act> {
        prop_oneof![
            4 => select(KEYS).prop_map(Act::Press),
            2 => text().prop_map(Act::Type),
            2 => text().prop_map(Act::Paste),
            1 => size().prop_map(|(columns, rows)| Act::Resize(columns, rows)),
        ]
    }

    fn size() -> impl Strategy<Value = (u16, u16)> {
        (0..=200_u16, 0..=60_u16)
    }

    /// Any text, and more often than chance would have it what is hard to draw or to edit.
    fn text() -> impl Strategy<Value = String> {
        let hard = select(
            &[
                "逆变器",
                "e\u{301}",
                "👩‍👩‍👧‍👦",
                "\u{200b}",
                "\u{202e}abc",
                "a=b\nc: d\n{\"e\": 1}",
                "\u{fe0f}",
                "ﷺ",
                "\t",
                "🇨🇳",
                "한",
                "{\"x\": {\"y\": [1]}}",
                "-1e400",
                "99999999999999999999",
            ][..],
        );
        prop_oneof![
            ".{0,12}",
            any::<String>(),
            prop::collection::vec(hard, 0..6).prop_map(|parts| parts.concat()),
        ]
    }

    type Program = Harness<Model, Echo>;

    fn wait() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap()
    }

    fn at(scene: &str, said: &str, size: (u16, u16)) -> Program {
        let screens = Model::new(Theme::default(), Target::SANDBOX.into());
        let echo = Echo(Arc::new(said.to_owned()));
        let mut program = Harness::new(screens, echo, size.0, size.1, NOW);
        let runtime = wait();
        runtime.block_on(program.until_idle());
        program.press(scene);
        runtime.block_on(program.until_idle());
        program
    }

    #[track_caller]
    fn assert_sound(program: &Program) {
        let area = program.buffer().area;
        if let Some(cursor) = program.cursor() {
            assert!(area.contains(cursor), "{cursor} outside of {area}");
        }
    }

    #[test]
    fn the_scenes_are_what_they_claim() {
        let overlays = |scene| at(scene, "x", (80, 24)).app().covered();
        let over = SCENES.iter().filter(|scene| overlays(scene)).count();
        assert_eq!(over, 14, "scenes with something over the screen");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_size_on_every_screen(scene in select(SCENES), (columns, rows) in size(), said in text()) {
            let mut program = at(scene, &said, (100, 30));
            program.resize(columns, rows);
            assert_sound(&program);
        }

        #[test]
        fn any_text_and_any_keys_everywhere(
            scene in select(SCENES),
            said in text(),
            size in size(),
            acts in prop::collection::vec(act(), 1..25),
        ) {
            let mut program = at(scene, &said, size);
            let runtime = wait();
            for act in acts {
                match act {
                    Act::Press(key) => program.press(key),
                    Act::Type(text) => program.type_text(&text),
                    Act::Paste(text) => program.paste(&text),
                    Act::Resize(columns, rows) => program.resize(columns, rows),
                }
                assert_sound(&program);
                runtime.block_on(program.until_idle());
                assert_sound(&program);
            }
        }
    }
}
