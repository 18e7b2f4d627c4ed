//! The command registry: one table behind keys, footer, help and palette.

use strum::VariantArray as _;

use super::keys::Chord;
use super::model::Place;

/// Everything a key can mean, apart from moving and typing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each one's title and help stand in COMMANDS")]
pub enum Command {
    UseProduct,
    FindProduct,
    TypeProductKey,
    Reload,
    SaveDevice,
    SaveAndAnother,
    PreviewJson,
    NextProblem,
    ChangeProduct,
    StartOver,
    AddDevice,
    EditDevice,
    Duplicate,
    DuplicateMany,
    Remove,
    Undo,
    Redo,
    TakeOver,
    Submit,
    PauseRun,
    StopRun,
    OpenRow,
    SendAgain,
    GoOn,
    UndoRun,
    Filter,
    NextFailure,
    PreviousFailure,
    ChooseRun,
    Reveal,
    Copy,
    Export,
    UseProfile,
    AddProfile,
    EditProfile,
    RemoveProfile,
    TestProfile,
    SaveProfile,
    GoProducts,
    GoDevice,
    GoQueue,
    GoResults,
    GoConnect,
    Back,
    Suspend,
    Help,
    Quit,
}

/// One row of the registry.
#[derive(Debug)]
pub struct Spec {
    /// What is done.
    pub command: Command,
    /// A stable name, for the palette and the tests.
    pub id: &'static str,
    /// Two or three words, for the footer.
    pub title: &'static str,
    /// One sentence, for help.
    pub help: &'static str,
    /// The keys, the one to show first.
    pub keys: &'static [&'static str],
    /// Where it applies.
    pub places: &'static [Place],
}

impl Spec {
    /// Its chords; the registry's test sees to it that every one can be read.
    pub fn chords(&self) -> impl Iterator<Item = Chord> {
        self.keys.iter().filter_map(|written| Chord::parse(written))
    }

    /// Whether it applies at `place`.
    #[must_use]
    pub fn applies(&self, place: Place) -> bool {
        self.places.contains(&place)
    }
}

const EVERYWHERE: &[Place] = Place::VARIANTS;
macro_rules! commands {
    ($($command:ident $id:literal $title:literal [$($key:literal),*] $places:expr, $help:literal;)*) => {
        &[$(Spec {
            command: Command::$command, id: $id, title: $title, help: $help,
            keys: &[$($key),*], places: $places,
        }),*]
    };
}

/// Every command, in the order the footer prefers them.
pub static COMMANDS: &[Spec] = commands! {
    UseProduct "products.use" "new device" ["enter"] &[Place::Products],
        "Fill the form for a device of the selected product. What is already typed stays.";
    FindProduct "products.find" "find" ["/"] &[Place::Products],
        "Find a product by any part of its name in any language, its key or its model.";
    TypeProductKey "products.key" "type a key" ["t"] &[Place::Products],
        "Use a product by its key, for when listing products is not permitted.";
    Reload "products.reload" "reload" ["r"] &[Place::Products],
        "Ask the gateway for its products and models again.";

    SaveDevice "device.save" "save" ["ctrl-s"] &[Place::Device],
        "Check every field and put the device into the queue, or back to where it came from.";
    SaveAndAnother "device.another" "save, and another" ["ctrl-d"] &[Place::Device],
        "Put the device into the queue and go on with a copy whose numbers count up.";
    PreviewJson "device.json" "JSON" ["f2"] &[Place::Device],
        "Show the exact JSON that would be sent for this device.";
    NextProblem "device.problem" "next problem" ["f3"] &[Place::Device],
        "Jump to the next field that is not right.";
    ChangeProduct "device.product" "product" ["f4"] &[Place::Device],
        "Choose another product for this device. What is typed stays.";
    StartOver "device.clear" "empty the form" ["f8"] &[Place::Device],
        "Empty the form, or leave the edit; pressed again it brings back what was there.";

    Submit "queue.submit" "submit" ["s"] &[Place::Queue],
        "Send every ready device to the gateway, after showing what will happen.";
    AddDevice "queue.add" "add" ["a"] &[Place::Queue],
        "Fill the form for another device.";
    EditDevice "queue.edit" "edit" ["e", "enter"] &[Place::Queue],
        "Open the selected device in the form.";
    Duplicate "queue.duplicate" "duplicate" ["d"] &[Place::Queue],
        "Add a copy whose numbers count up to the next free key.";
    DuplicateMany "queue.series" "duplicate many" ["D"] &[Place::Queue],
        "Add as many counted-up copies as you say.";
    Remove "queue.remove" "remove" ["x", "delete"] &[Place::Queue],
        "Take the selected device out of the queue; undo brings it back.";
    Undo "queue.undo" "undo" ["u", "ctrl-z"] &[Place::Queue],
        "Take back the last change of the queue.";
    Redo "queue.redo" "redo" ["U"] &[Place::Queue],
        "Do again what was undone.";
    TakeOver "queue.take" "take over" ["m"] &[Place::Queue, Place::Profiles],
        "Move the devices that wait at another gateway into this one's queue, where they are checked; undo gives them back.";

    PauseRun "results.pause" "pause or go on" ["p"] &[Place::Results],
        "Send nothing for now, or go on after a pause; replies under way arrive in either case.";
    StopRun "results.stop" "stop" ["x"] &[Place::Results],
        "Let the replies under way arrive and send nothing more; the rest stays queued in this run.";
    GoOn "results.go-on" "go on" ["s", "R"] &[Place::Results],
        "Go on until every row is settled: ask EnOS about unknown ones, send corrected and queued ones.";
    OpenRow "results.open" "open" ["enter", "e"] &[Place::Results],
        "Correct a failed device at the field that was refused; say what became of one without a key.";
    SendAgain "results.again" "queue again" ["t"] &[Place::Results],
        "Queue a failed device as it is, for when the cause is gone.";
    Filter "results.filter" "filter" ["f"] &[Place::Results],
        "Show all rows, then only what is not created, then all again.";
    NextFailure "results.next" "next failure" ["n"] &[Place::Results],
        "Select the next row that is not created.";
    PreviousFailure "results.previous" "previous failure" ["N"] &[Place::Results],
        "Select the previous row that is not created.";
    Reveal "results.secret" "secret" ["v"] &[Place::Results],
        "Open the selected device's secret with the private key and show it until a key is pressed.";
    Copy "results.copy" "copy" ["y"] &[Place::Results],
        "Send the selected row's ids and reason to the terminal's clipboard.";
    Export "results.export" "export" ["E"] &[Place::Results],
        "Write this run's results to a CSV or JSON file, without secrets.";
    UndoRun "results.undo" "delete what it created" ["U"] &[Place::Results],
        "Delete the devices that this run created, after asking, where they were never used and are unchanged.";
    ChooseRun "results.run" "other run" ["g"] &[Place::Results],
        "Choose an earlier run.";

    UseProfile "connect.use" "connect" ["enter"] &[Place::Profiles],
        "Work on the selected gateway from now on.";
    TestProfile "connect.test" "test" ["t"] &[Place::Profiles],
        "Try the connection and say for each thing whether it is right.";
    AddProfile "connect.add" "add" ["a"] &[Place::Profiles],
        "Describe another gateway.";
    EditProfile "connect.edit" "edit" ["e"] &[Place::Profiles],
        "Change the selected profile.";
    RemoveProfile "connect.remove" "remove" ["x"] &[Place::Profiles],
        "Forget the selected profile, after asking.";
    SaveProfile "connect.save" "save" ["ctrl-s"] &[Place::ProfileForm],
        "Write the profile to the configuration file.";

    Back "back" "back" ["esc"] &[Place::Device, Place::ProfileForm],
        "Leave; what is typed is kept.";
    GoProducts "go.products" "products" ["1", "alt-1"] EVERYWHERE, "The products of the gateway.";
    GoDevice "go.device" "device" ["2", "alt-2"] EVERYWHERE, "The form.";
    GoQueue "go.queue" "queue" ["3", "alt-3"] EVERYWHERE, "The devices waiting to be submitted.";
    GoResults "go.results" "results" ["4", "alt-4"] EVERYWHERE, "What became of the submitted devices.";
    GoConnect "go.connect" "connect" ["5", "alt-5"] EVERYWHERE, "Gateways and profiles.";
    Suspend "suspend" "suspend" ["ctrl-z"] &[Place::Products, Place::Results, Place::Profiles],
        "Give the terminal back to the shell for a while; `fg` comes back.";
    Help "help" "help" ["?", "f1", "ctrl-p", "ctrl-g"] EVERYWHERE,
        "What the focused field means, and every command that applies here: type to find one.";
    Quit "quit" "leave" ["q", "ctrl-q", "ctrl-c"] EVERYWHERE, "Leave the program; nothing typed is lost.";
};

/// The registry's row of a command.
pub(super) fn spec(command: Command) -> Option<&'static Spec> {
    COMMANDS.iter().find(|spec| spec.command == command)
}

/// Whether the footer shows a command wherever it is possible: others are shown elsewhere, known from everywhere,
/// or for a moment of their own.
pub(super) fn in_footer(spec: &Spec) -> bool {
    !spec.id.starts_with("go.")
        && !matches!(
            spec.command,
            Command::Redo | Command::UndoRun | Command::Suspend
        )
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_key_can_be_read_and_means_one_thing_in_its_place() {
        let mut seen = HashSet::new();
        for spec in COMMANDS {
            assert_eq!(spec.chords().count(), spec.keys.len(), "{}", spec.id);
            for chord in spec.chords() {
                for place in spec.places {
                    assert!(
                        seen.insert((chord, *place)),
                        "{} {chord} {place:?}",
                        spec.id
                    );
                }
            }
        }
    }

    #[test]
    fn ids_are_unique_and_every_command_is_reachable_in_a_form_or_by_name() {
        let ids: HashSet<_> = COMMANDS.iter().map(|spec| spec.id).collect();
        assert_eq!(ids.len(), COMMANDS.len());
        for spec in COMMANDS {
            let typing = spec.applies(Place::Device) || spec.applies(Place::ProfileForm);
            assert!(
                !typing || spec.chords().any(Chord::works_in_text),
                "{} cannot be reached while typing",
                spec.id
            );
        }
    }
}
