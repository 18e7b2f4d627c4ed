//! The mouse: every area of every look is clicked, and does what its key does.

#[cfg(test)]
mod support;

#[cfg(test)]
mod tests {
    use enroll::tui::app::draw;
    use enroll::tui::runtime::Wheel;
    use enroll::tui::widgets::hit::{Click, Hit};
    use ratatui::buffer::Buffer;
    use ratatui::layout::{Position, Rect};

    use crate::support::stage::Stage;

    const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (40, 12)];

    /// What is clicked on: a name, and the keys that lead there from a queue of three devices, or from their run.
    const LOOKS: [(&str, bool, &str); 18] = [
        ("products", false, "1"),
        ("search", false, "1 /"),
        ("help", false, "1 ?"),
        ("no device", false, "2"),
        ("device", false, "1 enter"),
        ("zones", false, "1 enter down down down down ctrl-space"),
        ("JSON", false, "1 enter f2"),
        ("another product", false, "1 enter f4"),
        ("queue", false, "3"),
        ("copies", false, "3 D"),
        ("plan", false, "3 s"),
        ("results", true, "4"),
        ("runs", true, "4 g"),
        ("export", true, "4 E"),
        ("undo", true, "4 U"),
        ("connect", false, "5"),
        ("profile", false, "5 a"),
        ("profile's fields", false, "5 a down down down down"),
    ];

    async fn stage(run: bool, keys: &str, (columns, rows): (u16, u16)) -> Stage {
        let mut stage = Stage::new(120, 40).await;
        stage.queue("逆变器 一", "INV-001").await;
        stage.press("d d").await;
        if run {
            stage.submit().await;
        }
        for key in keys.split_whitespace() {
            stage.press(key).await;
        }
        stage.program.resize(columns, rows);
        stage.program.until_idle().await;
        stage
    }

    fn hits(stage: &Stage) -> Vec<Hit> {
        let model = stage.program.app();
        let (columns, rows) = model.shared.size;
        let area = Rect::new(0, 0, columns, rows);
        draw(model, area, &mut Buffer::empty(area)).hits
    }

    fn middle(area: Rect) -> Position {
        Position::new(area.x + area.width / 2, area.y + area.height / 2)
    }

    /// What the key does in whose place the click is, as the screen shows it afterwards.
    async fn by_key(stage: &mut Stage, click: Click) -> Option<String> {
        let keys = match click {
            Click::Command(id) => stage.program.app().key_of(id)?.to_lowercase(),
            Click::Row(0) => "up up up up up up enter".to_owned(),
            Click::Row(_) | Click::Field(_) => return None,
        };
        let keys = match click {
            // A capital letter is another key.
            Click::Command(id) if keys.len() == 1 => stage.program.app().key_of(id)?,
            _ => keys,
        };
        stage.press(&keys).await;
        Some(stage.program.screen())
    }

    #[tokio::test]
    async fn every_area_of_every_look_does_what_its_key_does() {
        let mut compared = 0;
        for (name, run, keys) in LOOKS {
            for size in SIZES {
                let seen = stage(run, keys, size).await;
                let all = hits(&seen);
                assert!(!all.is_empty(), "{name} {size:?}");
                for hit in all {
                    assert!(
                        seen.program.buffer().area.union(hit.area) == seen.program.buffer().area,
                        "{name} {size:?}: {hit:?} is outside"
                    );
                    // The export would be written beside the sources.
                    let writes = name == "export" && hit.click == Click::Command("prompt.accept");
                    let row = matches!(hit.click, Click::Row(at) if at > 0 || name == "plan");
                    if writes || row || size != SIZES[1] {
                        continue;
                    }
                    let at = middle(hit.area);
                    let mut clicked = stage(run, keys, size).await;
                    clicked.program.click(at.x, at.y);
                    clicked.program.until_idle().await;
                    if let Click::Field(_) = hit.click {
                        // The form may be scrolled since.
                        let line = |stage: &Stage, at: usize| {
                            let screen = stage.program.screen();
                            let line = screen.lines().nth(at).unwrap_or_default();
                            let label: String = line.chars().skip(3).take(14).collect();
                            label.trim_end().to_owned()
                        };
                        let screen = clicked.program.screen();
                        let focused = screen.lines().position(|line| line.starts_with('▌'));
                        let focused = focused.map(|at| line(&clicked, at));
                        let covered = clicked.program.app().covered();
                        let wanted = line(&seen, usize::from(hit.area.y));
                        assert!(covered || focused == Some(wanted), "{name}: {hit:?}");
                        continue;
                    }
                    let mut pressed = stage(run, keys, size).await;
                    let covered = pressed.program.app().covered();
                    if matches!(hit.click, Click::Row(0)) && !covered {
                        continue;
                    }
                    let Some(shown) = by_key(&mut pressed, hit.click).await else {
                        panic!("{name}: {hit:?} has no key");
                    };
                    assert_eq!(clicked.program.screen(), shown, "{name}: {hit:?}");
                    compared += 1;
                }
            }
        }
        assert!(compared > 100, "{compared}");
    }

    #[tokio::test]
    async fn a_click_selects_a_row_and_another_opens_it() {
        let mut stage = stage(false, "3", (120, 40)).await;
        let row = |stage: &Stage, place| {
            let mut all = hits(stage).into_iter();
            middle(all.find(|hit| hit.click == Click::Row(place)).unwrap().area)
        };
        let first = row(&stage, 0);
        stage.program.click(first.x, first.y);
        stage.press("x").await;
        stage.assert_hides("INV-001");
        let second = row(&stage, 1);
        stage.program.click(second.x, second.y);
        stage.program.click(second.x, second.y);
        stage.assert_shows("Queue row 2, being edited");
    }

    #[tokio::test]
    async fn a_click_chooses_what_becomes_of_devices_that_exist() {
        let mut stage = stage(false, "3 s", (120, 40)).await;
        for (place, chosen) in [
            (2, "(•) is adopted"),
            (0, "(•) fails"),
            (1, "(•) is skipped"),
        ] {
            let mut all = hits(&stage).into_iter();
            let at = middle(all.find(|hit| hit.click == Click::Row(place)).unwrap().area);
            stage.program.click(at.x, at.y);
            stage.assert_shows(chosen);
        }
    }

    #[tokio::test]
    async fn the_wheel_moves_and_the_mouse_can_be_given_away() {
        let mut stage = stage(false, "3 home", (120, 40)).await;
        stage.program.wheel(10, 10, Wheel::Down);
        stage.press("enter").await;
        stage.assert_shows("Queue row 3, being edited");
        stage.press("esc home f9").await;
        stage.assert_shows("The mouse now selects text in the terminal.");
        stage.program.wheel(10, 10, Wheel::Down);
        stage.press("enter").await;
        stage.assert_shows("Queue row 1, being edited");
    }
}
