//! Whatever is typed or pasted, whatever the gateway says, whatever the size: no panic, and the
//! cursor stays on the screen.

#[cfg(test)]
mod support;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use enroll::connect::Target;
    use enroll::domain::{Counts, Existing, RowState};
    use enroll::domain::{Draft, Product, StringI18n};
    use enroll::store::{QueueRow, RunRecord, RunRow, RunSummary};
    use enroll::tui::app::{About, Effect, Heard, Msg, Screens, Session};
    use enroll::tui::runtime::{Harness, Perform, Replies};
    use enroll::tui::theme::Theme;
    use proptest::prelude::*;
    use proptest::sample::select;

    use crate::support::fake;
    use crate::support::stage::NOW;

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
        "4",
        "4 g",
        "4 E",
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
        "d",
        "s",
        "f",
        "g",
        "e",
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

    /// The world: a gateway that speaks `said`, and a disk that takes everything.
    struct Echo(Arc<String>);

    impl Echo {
        fn products(&self) -> Vec<Product> {
            let mut products = fake::products();
            for product in &mut products {
                product.product_desc = self.0.to_string();
            }
            products[1].product_name = StringI18n::plain(self.0.as_str());
            products
        }

        fn draft(&self) -> Draft {
            Draft {
                product_key: products_key(),
                device_name: StringI18n::plain(self.0.as_str()),
                device_desc: Some(self.0.to_string()),
                device_attributes: [("other".to_owned(), self.0.as_str().into())]
                    .into_iter()
                    .collect(),
                device_tags: [(self.0.to_string(), self.0.to_string())].into(),
                ..Draft::default()
            }
        }

        fn run(&self) -> RunRecord {
            let states = [
                RowState::Failed,
                RowState::Created,
                RowState::Unknown,
                RowState::Queued,
                RowState::InFlight,
            ];
            let row = |(index, state)| RunRow {
                index,
                state,
                product_key: products_key(),
                device_key: Some(self.0.to_string()),
                name: self.0.to_string(),
                asset_id: Some(self.0.to_string()),
                code: Some(-1),
                msg: self.0.to_string(),
                request_id: Some(self.0.to_string()),
                has_secret: true,
                corrected: false,
                automatic: false,
                adopted: false,
                undo: false,
                attempts: 1,
            };
            RunRecord {
                summary: RunSummary {
                    id: 1,
                    gateway: self.0.to_string(),
                    org_id: self.0.to_string(),
                    scope: "sandbox".to_owned(),
                    require_secret: false,
                    existing: Existing::Fail,
                    started_at: NOW,
                    ended_at: Some(NOW),
                    end: None,
                    counts: Counts::default(),
                },
                rows: (0..).zip(states).map(row).collect(),
            }
        }

        fn session(&self) -> Session {
            let run = self.run();
            let ready = Draft {
                product_key: products_key(),
                device_name: StringI18n::plain("ready"),
                timezone: "+08:00".to_owned(),
                device_attributes: [("serial".to_owned(), "SN-1".into())].into_iter().collect(),
                ..Draft::default()
            };
            Session {
                queue: (1..)
                    .zip([self.draft(), ready])
                    .map(|(id, draft)| QueueRow { id, draft })
                    .collect(),
                runs: vec![run.summary.clone()],
                latest: Some(run),
                ..Session::default()
            }
        }
    }

    fn products_key() -> String {
        "2zp6A70r".to_owned()
    }

    impl Perform<Effect, Msg> for Echo {
        fn perform(&self, effect: Effect, replies: Replies<Msg>) {
            let heard = |heard| Msg::Gateway(0, heard);
            let msg = match effect {
                Effect::Open => Msg::Opened(Ok(Box::new(self.session()))),
                Effect::Connect(generation, aim) => {
                    let about = About {
                        label: aim.label().to_owned(),
                        org_id: self.0.to_string(),
                        scope: "sandbox".to_owned(),
                        bounds: enroll::domain::Bounds::default(),
                        keys_by_server: false,
                        ..About::default()
                    };
                    Msg::Connected(generation, Ok(about))
                }
                Effect::LoadProducts => heard(Heard::Products(Ok(self.products()))),
                Effect::LoadModel(id) => {
                    let mut thing = fake::model(&id);
                    thing.attributes[0].desc = self.0.to_string();
                    thing.attributes[0].name = StringI18n::plain(self.0.as_str());
                    heard(Heard::Model(id, Ok(Box::new(thing))))
                }
                Effect::LoadProduct(key) => heard(Heard::Product(key, Err(self.0.to_string()))),
                Effect::CountDevices(key) => heard(Heard::Count(key, Err(self.0.to_string()))),
                Effect::Queue(change) => Msg::Queued(change, Ok(())),
                Effect::LoadRun(_) => Msg::Run(Ok(Box::new(self.run()))),
                Effect::LoadRow(run, index) => Msg::Row(run, index, Ok(Box::new(self.draft()))),
                Effect::Requeue(run, rows) => {
                    Msg::Requeued(run, rows.into_iter().map(|(row, _)| row).collect(), Ok(()))
                }
                Effect::Submit { rows, .. } => {
                    let ids = rows.into_iter().map(|row| row.id).collect();
                    Msg::RunBegun(ids, Ok(Box::new(self.run())))
                }
                Effect::Resubmit(run) => Msg::RunOver(run, Ok(Some(self.0.to_string()))),
                Effect::Reveal(run, index) => Msg::Secret(run, index, Err(self.0.to_string())),
                Effect::Test(_) => Msg::Tested(Err(self.0.to_string())),
                Effect::SaveConfig(config) => Msg::ConfigSaved(Ok(Box::new(config))),
                Effect::LoadQueue => Msg::Queue(Err(self.0.to_string())),
                Effect::SaveForm(_)
                | Effect::StopRun
                | Effect::Copy(_)
                | Effect::Export(..)
                | Effect::RememberGateway(_) => return,
            };
            replies.send(msg);
        }
    }

    type Program = Harness<Screens, Echo>;

    fn wait() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap()
    }

    fn at(scene: &str, said: &str, size: (u16, u16)) -> Program {
        let screens = Screens::new(Theme::default(), Target::Sandbox.into());
        let echo = Echo(Arc::new(said.to_owned()));
        let mut program = Harness::new(screens, echo, size.0, size.1, NOW);
        let runtime = wait();
        runtime.block_on(program.settle());
        program.press(scene);
        runtime.block_on(program.settle());
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
        let overlays = |scene| at(scene, "x", (80, 24)).app().model.overlays.len();
        let over = SCENES.iter().filter(|scene| overlays(scene) > 0).count();
        assert_eq!(over, 12, "scenes with something over the screen");
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
                runtime.block_on(program.settle());
                assert_sound(&program);
            }
        }
    }
}
