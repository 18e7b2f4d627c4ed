//! The file of devices, or standard input.

use std::io::ErrorKind;
use std::path::Path;

use super::exit::Stop;
use super::problems::{FileProblem, FileProblems};
use crate::exchange::request::{self, Request};
use crate::said::{Said, say};
use crate::store::Denial;
use crate::whole::{self, Opened, Take, Unread};

/// Why a file cannot be taken: every fault of it, and what it comes to.
pub(super) struct Refused {
    /// The faults.
    pub problems: FileProblems,
    /// In one line.
    pub message: Said,
}

impl From<Refused> for Stop {
    /// Prints the faults for people.
    fn from(refused: Refused) -> Self {
        refused.problems.print();
        Self::input(refused.message)
    }
}

/// Reads a request; `-` is standard input.
pub(super) fn read(file: &Path) -> Result<Request, Refused> {
    let (name, bytes) = if file == Path::new("-") {
        (
            say!("standard input", "标准输入"),
            whole::stdin(Take::DEVICES),
        )
    } else {
        let read = whole::open(file, Take::DEVICES).and_then(Opened::bytes);
        (Said::data(file.display()), read)
    };
    let refused = |errors: Vec<FileProblem>, message: Said| Refused {
        problems: FileProblems {
            errors,
            warnings: Vec::new(),
        },
        message: say!(
            "{name} {message}; nothing was sent",
            "{name}：{message}；未发送任何内容",
            name,
            message
        ),
    };
    let bytes = bytes.map_err(|why| {
        let denial = match &why {
            Unread::System(error) if error.kind() == ErrorKind::PermissionDenied => {
                Denial::of_named(file)
            }
            _ => None,
        };
        let why = denial.map_or_else(|| why.said(), |denial| denial.said());
        let fault = FileProblem::error(name.clone(), why);
        refused(vec![fault], say!("cannot be read", "无法读取"))
    })?;
    let request = request::read(&bytes).map_err(|faults| {
        let faults = faults.into_iter().map(|fault| {
            let place = fault.location.said();
            FileProblem::error(place, fault.message).in_row(fault.location.row())
        });
        refused(
            faults.collect(),
            say!("is not a list of devices", "不是设备列表"),
        )
    })?;
    if request.devices.is_empty() {
        let empty = say!(
            "it is empty: there is nothing to create",
            "为空：没有要创建的设备"
        );
        let fault = FileProblem::error(Said::data("deviceList"), empty);
        return Err(refused(
            vec![fault],
            say!("lists no devices", "没有列出设备"),
        ));
    }
    Ok(request)
}
