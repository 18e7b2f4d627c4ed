use super::*;

fn draw(form: &Form<Id>, width: u16, height: u16) -> (Vec<String>, Option<Position>) {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let caret = form.draw(buf.area, &mut buf, Theme::default());
    (lines(&buf), caret)
}

#[test]
fn look() {
    let mut form = sample();
    form.set_problems(vec![notice("name", Severity::Error, "a name is needed: 1 to 64 characters")]);
    println!("{}", draw(&form, 80, 22).0.join("\n"));
    form.touch_all();
    form.focus(&"grid".into());
    println!("{}", draw(&form, 80, 22).0.join("\n"));
    form.focus(&"name".into());
    println!("{}", draw(&form, 40, 10).0.join("\n"));
    form.focus(&"tag".into());
    println!("{}", draw(&form, 120, 20).0.join("\n"));
    println!("{}", draw(&form, 20, 3).0.join("\n"));
}
