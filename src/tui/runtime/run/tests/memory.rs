//! A screen in memory that may break, be held up or be slow.

use super::*;

pub(super) struct Memory {
    pub(super) terminal: Terminal<TestBackend>,
    pub(super) broken: bool,
    /// Whether it takes nothing any more.
    pub(super) held_up: bool,
    /// So often it is still busy when asked.
    pub(super) busy: Cell<u8>,
    /// Whether it tells of the mouse.
    pub(super) mouse: bool,
    pub(super) log: Log,
}

impl Screen for Memory {
    fn size(&self) -> io::Result<Size> {
        Ok(Size::new(10, 2))
    }

    fn resize(&mut self, size: Size) -> io::Result<()> {
        self.log.borrow_mut().push(format!("resized {size}"));
        Ok(())
    }

    fn ready(&self) -> bool {
        let busy = self.busy.get();
        self.busy.set(busy.saturating_sub(1));
        !self.held_up && busy == 0
    }

    async fn taken(&self) {
        if self.held_up {
            std::future::pending::<()>().await;
        }
    }

    fn draw(&mut self, _: bool, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        if self.broken {
            return Err(io::Error::other("gone"));
        }
        let Ok(_) = self.terminal.draw(view);
        Ok(())
    }

    fn copy(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        Ok(())
    }

    fn stop(&mut self) -> io::Result<()> {
        self.log.borrow_mut().push("stop".to_owned());
        Ok(())
    }

    fn resume(&mut self) -> io::Result<()> {
        self.log.borrow_mut().push("resume".to_owned());
        Ok(())
    }
}
