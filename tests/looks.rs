//! What every screen looks like, character by character and with its styles, at three sizes.
//!
//! The pictures are in `tests/snapshots`; `INSTA_UPDATE=always cargo test --test looks` draws them anew.

#[cfg(test)]
mod support;

#[cfg(test)]
mod tests {
    use enroll::domain::{Cause, Fault, Timestamp};
    use enroll::provision::run::{Pace, Paused};
    use enroll::tui::theme::Theme;

    use crate::support::fake::{Fake, Weather};
    use crate::support::going::going;
    use crate::support::stage::{NOW, Stage};

    const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (40, 12)];

    /// Compares the present screen with the picture of this name, at every size.
    #[track_caller]
    fn assert_looks(stage: &mut Stage, name: &str) {
        for (columns, rows) in SIZES {
            stage.program.resize(columns, rows);
            let picture = stage.picture();
            insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
                insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), picture);
            });
        }
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
        stage.program.press("n");
        assert_looks(&mut stage, "running");
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
        stage.press("U").await;
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
    async fn connect() {
        let mut stage = stage().await;
        stage.press("5").await;
        assert_looks(&mut stage, "connect");
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
                    color: false,
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
                    assert!(!(results.clone() + &device).contains(colour), "{colour}");
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
