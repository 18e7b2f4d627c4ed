//! The rows of the form in which a profile is written.

use std::path::PathBuf;

use super::super::needs;
use super::FieldKey;
use crate::said::{Label, label};
use crate::store::{Profile, SecretSource};
use crate::tui::form::{Choice, ChoiceOption, Editor, Row};
use crate::tui::text_field::SecretField;

pub(super) const ENV: &str = "environment";
pub(super) const COMMAND: &str = "command";
const PROMPT: &str = "prompt";
pub(super) const CLEAR: &str = "file";

/// What is asked for below the choice of a source.
pub(super) fn secret_row(from: &str, text: &str) -> Option<Row<FieldKey>> {
    let row = match from {
        ENV => text_row(FieldKey::SecretText, label!("Variable", "变量名"), text).help(label!(
            "The name of the environment variable.",
            "环境变量的名称。"
        )),
        COMMAND => text_row(FieldKey::SecretText, label!("Command", "命令"), text).help(label!(
            "Run by sh when connecting; prints the secret key, e.g. from a password manager.",
            "连接时由 sh 执行，输出 SecretKey，例如从密码管理器读取。"
        )),
        CLEAR => Row::new(
            FieldKey::SecretClear,
            label!("Key itself", "SecretKey 值"),
            Editor::Secret(SecretField::default()),
        )
        .help(label!(
            "Written to the file in plain text. Leave empty to keep the current one.",
            "以明文写入文件；留空则保留现有的 SecretKey。"
        )),
        _ => return None,
    };
    Some(row)
}

/// What every profile needs.
fn required(name: &str, profile: &Profile) -> Vec<Row<FieldKey>> {
    let mut rows = vec![
        text_row(FieldKey::Name, label!("Name", "名称"), name).help(label!(
            "Your name for it; --profile accepts it too.",
            "自定义名称，也可用于 --profile。"
        )),
        text_row(
            FieldKey::Gateway,
            label!("Gateway", "API 网关"),
            &profile.gateway,
        )
        .help(needs::GATEWAY),
        text_row(
            FieldKey::OrgId,
            label!("Organisation", "组织"),
            &profile.org_id,
        )
        .help(needs::ORG_ID),
        text_row(
            FieldKey::AccessKey,
            label!("Access key", "AccessKey"),
            &profile.access_key,
        )
        .help(needs::ACCESS_KEY),
    ];
    for row in &mut rows {
        row.required = true;
    }
    rows
}

pub(super) fn rows(name: &str, profile: &Profile) -> Vec<Row<FieldKey>> {
    let (from, text) = match &profile.secret_key {
        SecretSource::Env(variable) => (ENV, variable.as_str()),
        SecretSource::Command(command) => (COMMAND, command.as_str()),
        SecretSource::Prompt => (PROMPT, ""),
        SecretSource::Clear(_) => (CLEAR, ""),
    };
    let mut rows = required(name, profile);
    rows.push(
        choice(
            FieldKey::SecretFrom,
            label!("Secret key", "SecretKey"),
            &SOURCES,
            from,
        )
        .help(label!(
            "Where the secret key comes from. Only the last choice writes it into the file.",
            "SecretKey 的来源；只有最后一项会将其写入文件。"
        )),
    );
    rows.extend(secret_row(from, text));
    rows.extend(other_rows(profile));
    rows
}

/// What has a default, or may be empty.
fn other_rows(profile: &Profile) -> [Row<FieldKey>; 5] {
    let path = |key, label, path: &Option<PathBuf>| {
        let shown = path.as_ref().map(|path| path.display().to_string());
        text_row(key, label, &shown.unwrap_or_default())
    };
    let yes_no = |key, label, yes: bool| choice(key, label, &YES_NO, &yes.to_string());
    let batch_size = profile.bounds.batch_size.to_string();
    [
        path(
            FieldKey::PrivateKey,
            label!("Private key", "私钥"),
            &profile.private_key,
        )
        .help(needs::PRIVATE_KEY),
        path(
            FieldKey::CaFile,
            label!("CA file", "CA 文件"),
            &profile.ca_file,
        )
        .help(needs::CA_FILE),
        text_row(
            FieldKey::BatchSize,
            label!("Batch size", "批次大小"),
            &batch_size,
        )
        .help(label!(
            "Devices per request; EnOS allows 1,000 unless an administrator raised this.",
            "每个请求的设备数；EnOS 允许 1,000 台，除非管理员调高了上限。"
        )),
        yes_no(
            FieldKey::RequireSecret,
            label!("Ask for secrets", "请求设备密钥"),
            profile.require_secret,
        )
        .help(label!(
            "Whether to ask for device secrets unless you say otherwise when submitting.",
            "是否默认请求设备密钥；提交时可另选。"
        )),
        yes_no(
            FieldKey::Lenient,
            label!("Lenient rules", "宽松规则"),
            profile.lenient,
        )
        .help(label!(
            "Rules that EnOS does not clearly document only warn.",
            "EnOS 文档未明确的规则仅作警告。"
        )),
    ]
}

const YES_NO: [(&str, Label); 2] = [("false", label!("no", "否")), ("true", label!("yes", "是"))];
const SOURCES: [(&str, Label); 4] = [
    (PROMPT, label!("ask every time", "每次询问")),
    (ENV, label!("environment variable", "环境变量")),
    (COMMAND, label!("output of a command", "命令输出")),
    (CLEAR, label!("in the file, plain text", "文件中（明文）")),
];

fn text_row(key: FieldKey, label: Label, text: &str) -> Row<FieldKey> {
    Row::new(key, label, Editor::text(text))
}

fn choice(key: FieldKey, label: Label, options: &[(&str, Label)], text: &str) -> Row<FieldKey> {
    let options = options.iter().map(|(text, label)| ChoiceOption {
        text: (*text).to_owned(),
        label: (*label).into(),
    });
    let choice = Choice::new(options.collect(), text).fixed();
    Row::new(key, label, Editor::Choice(choice))
}
