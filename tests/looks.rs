//! What every screen looks like, character by character and with its styles, at four sizes, and in Chinese at one.
//!
//! The pictures are in `tests/snapshots`; `INSTA_UPDATE=always cargo test --test looks` draws them anew.

#[cfg(test)]
mod support;

#[cfg(test)]
mod tests {
    use enroll::domain::{Cause, Fault, Timestamp};
    use enroll::provision::run::{Pace, Paused};
    use enroll::said::Lang;
    use enroll::tui::theme::{Colors, Theme};

    use crate::support::fake::{Fake, Weather};
    use crate::support::going::{failing, going};
    use crate::support::stage::{NOW, Stage};

    const SIZES: [(u16, u16); 4] = [(160, 50), (120, 40), (80, 24), (40, 12)];

    /// Compares the present screen with the picture of this name, at every size.
    #[track_caller]
    fn assert_looks(stage: &mut Stage, name: &str) {
        let assert_looks = |stage: &mut Stage, (columns, rows), lang: &str| {
            stage.program.resize(columns, rows);
            let picture = stage.picture();
            insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
                insta::assert_snapshot!(format!("{name}-{columns}x{rows}{lang}"), picture);
            });
        };
        for size in SIZES {
            assert_looks(stage, size, "");
        }
        stage.program.app_mut().shared.theme.lang = Lang::Zh;
        assert_looks(stage, (80, 24), "-zh");
        stage.program.app_mut().shared.theme.lang = Lang::En;
        stage.program.resize(120, 40);
    }

    async fn stage() -> Stage {
        Stage::new(120, 40).await
    }

    #[tokio::test]
    async fn products() {
        let mut stage = stage().await;
        assert_looks(&mut stage, "products");
        stage.press("/").await;
        stage.type_text("电").await;
        assert_looks(&mut stage, "products-found");
    }

    #[tokio::test]
    async fn device() {
        let mut stage = stage().await;
        stage.press("enter").await;
        assert_looks(&mut stage, "device-new");
        stage.type_text("逆变器 一").await;
        stage.go_to("ratedPower");
        stage.type_text("lots").await;
        stage.press("ctrl-s").await;
        assert_looks(&mut stage, "device-problems");
        stage.press("f2").await;
        assert_looks(&mut stage, "device-json");
    }

    #[tokio::test]
    async fn queue() {
        let mut stage = stage().await;
        stage.queue("逆变器 一", "INV-001").await;
        stage.press("D").await;
        assert_looks(&mut stage, "queue-copies");
        stage.type_text("20").await;
        stage.press("enter").await;
        assert_looks(&mut stage, "queue");
        stage.program.press("s");
        assert_looks(&mut stage, "plan-asked");
        stage.program.until_idle().await;
        stage.press("e").await;
        assert_looks(&mut stage, "plan");
    }

    #[tokio::test]
    async fn a_queue_with_problems() {
        let fake = Fake::new();
        let mut stage = Stage::on(fake).await;
        stage.queue("逆变器 一", "INV-001").await;
        stage.queue("Inverter 2", "INV-002").await;
        stage.press("enter").await;
        stage.go_to("Name");
        stage.type_text("x").await;
        stage.press("esc home").await;
        stage.fake.hide("2zp6A70r");
        assert_looks(&mut stage, "queue-changed");
        stage.press("s").await;
        assert_looks(&mut stage, "plan-not-shown");
        stage.press("esc f6").await;
        assert_looks(&mut stage, "queue-zh");
        stage.press("x x").await;
        stage.press("f6").await;
        assert_looks(&mut stage, "queue-empty");
    }

    #[tokio::test]
    async fn a_run_under_way() {
        let pace = Pace {
            under_way: 2,
            at_once: 2,
            batch_size: 500,
            asking: 8,
            resting_until: Some(Timestamp(NOW + 5_400)),
            slowed: Some(Cause::NotAccepted(Fault::RateLimited { code: None })),
        };
        let mut stage = going(pace, None).await;
        assert_looks(&mut stage, "running");
        stage.program.press("n");
        assert_looks(&mut stage, "running-rows");
        let paused = Paused::Because(Cause::TooManyFailed {
            failed: 1_200,
            answered: 2_000,
        });
        let mut stage = going(Pace::default(), Some(paused)).await;
        assert_looks(&mut stage, "paused");
    }

    #[tokio::test]
    async fn undo() {
        let mut stage = stage().await;
        stage.queue("逆变器 一", "INV-201").await;
        stage.copies(2).await;
        stage.submit().await;
        stage.fake.activate("INV-202");
        stage.press("X").await;
        assert_looks(&mut stage, "undo");
    }

    #[tokio::test]
    async fn a_row_to_be_settled_by_eye() {
        let fake = Fake::new();
        fake.make_keys();
        let mut stage = Stage::on(fake).await;
        stage.queue("逆变器 一", "").await;
        stage.fake.set(Weather::LostReply);
        stage.submit().await;
        assert_looks(&mut stage, "by-eye");
        stage.press("enter").await;
        assert_looks(&mut stage, "by-eye-candidates");
    }

    #[tokio::test]
    async fn results() {
        let mut stage = stage().await;
        stage.queue("逆变器 一", "INV-001").await;
        stage.press("d d").await;
        stage.submit().await;
        assert_looks(&mut stage, "results");
        stage.press("enter").await;
        assert_looks(&mut stage, "device-refused");
    }

    #[tokio::test]
    async fn runs() {
        let mut stage = stage().await;
        stage.press("4").await;
        assert_looks(&mut stage, "results-none");
        stage.press("g").await;
        assert_looks(&mut stage, "runs-none");
        stage.queue("逆变器 一", "INV-001").await;
        stage.press("d d").await;
        stage.submit().await;
        stage.queue("逆变器 九", "INV-009").await;
        stage.fake.set(Weather::Down);
        stage.submit().await;
        stage.press("g").await;
        assert_looks(&mut stage, "runs");
    }

    #[tokio::test]
    async fn failures_of_a_run_under_way() {
        let pace = Pace {
            under_way: 2,
            at_once: 2,
            batch_size: 50,
            ..Pace::default()
        };
        let mut stage = failing(pace).await;
        stage.program.advance(800);
        assert_looks(&mut stage, "failing");
    }

    #[tokio::test]
    async fn connect() {
        let mut stage = stage().await;
        stage.press("5").await;
        assert_looks(&mut stage, "connect");
        stage.press("t").await;
        assert_looks(&mut stage, "connect-tested");
        stage.press("a").await;
        stage.type_text("site-7").await;
        stage.press("ctrl-s").await;
        assert_looks(&mut stage, "connect-profile");
    }

    #[tokio::test]
    async fn help() {
        let mut stage = stage().await;
        stage.press("enter f1").await;
        assert_looks(&mut stage, "help");
        stage.press("esc esc alt-3 ? down down").await;
        assert_looks(&mut stage, "help-queue");
    }

    #[tokio::test]
    async fn palette() {
        let mut stage = stage().await;
        stage.press("ctrl-p").await;
        assert_looks(&mut stage, "palette");
        stage.type_text("undo").await;
        assert_looks(&mut stage, "palette-found");
        let zh = Theme {
            lang: enroll::said::Lang::Zh,
            ..Theme::default()
        };
        let mut stage = Stage::with_theme(zh, 120, 40).await;
        stage.press("ctrl-p").await;
        assert_looks(&mut stage, "palette-zh");
        stage.press("esc 3 ?").await;
        assert_looks(&mut stage, "help-zh");
        stage.press("esc 5").await;
        assert_looks(&mut stage, "connect-zh");
    }

    #[tokio::test]
    async fn too_small() {
        let stage = Stage::new(37, 9).await;
        insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!("too-small-37x9", stage.picture());
        });
    }

    #[tokio::test]
    async fn leaving_while_too_small() {
        let mut stage = going(Pace::default(), None).await;
        stage.program.resize(37, 9);
        stage.program.press("x q");
        insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!("too-small-leaving-37x9", stage.picture());
        });
    }

    #[tokio::test]
    async fn without_colours_and_without_unicode() {
        for (name, theme) in [
            (
                "no-color",
                Theme {
                    colors: Colors::None,
                    ..Theme::default()
                },
            ),
            (
                "ascii",
                Theme {
                    unicode: false,
                    ..Theme::default()
                },
            ),
        ] {
            let mut stage = Stage::with_theme(theme, 80, 24).await;
            stage.queue("Inverter 1", "INV-001").await;
            stage.press("d").await;
            stage.submit().await;
            let results = stage.picture();
            stage.press("enter").await;
            stage.go_to("Time zone");
            stage.press("backspace ctrl-s").await;
            let device = stage.picture();
            if name == "no-color" {
                for colour in ["cyan", "red", "green", "yellow"] {
                    let named = format!(" {colour}");
                    assert!(!(results.clone() + &device).contains(&named), "{colour}");
                }
            } else {
                for picture in [&results, &device] {
                    let (drawn, _) = picture.split_once('─').unwrap();
                    assert!(drawn.is_ascii(), "{drawn}");
                }
            }
            insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
                insta::assert_snapshot!(format!("results-{name}-80x24"), results);
                insta::assert_snapshot!(format!("device-{name}-80x24"), device);
            });
        }
    }
}
