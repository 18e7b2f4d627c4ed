//! What a connection needs, step by step, and where each thing is found: on the form of a profile, and before a test.

use crate::enos::Check;
use crate::said::{Label, label};
use crate::store::Profile;

pub(super) const GATEWAY: Label = label!(
    "https://… as the EnOS console shows it under Help > Environment Information.",
    "https://…，见 EnOS 控制台：帮助 > 环境信息。"
);
pub(super) const CA_FILE: Label = label!(
    "PEM file of your site's own CA, trusted in addition to the system's. Optional.",
    "现场自建 CA 的 PEM 文件，与系统 CA 一并信任；可选。"
);
pub(super) const ACCESS_KEY: Label = label!(
    "From Application Registration in the EnOS console.",
    "见 EnOS 控制台的应用注册。"
);
pub(super) const ORG_ID: Label = label!(
    "The orgId from IAM > Organization Profile: an o and 14 digits.",
    "orgId，见 IAM > 组织信息：字母 o 加 14 位数字。"
);
pub(super) const PRIVATE_KEY: Label = label!(
    "PEM file of the RSA key pair registered in EnOS; opens sealed device secrets. Optional.",
    "在 EnOS 中注册的 RSA 密钥对的 PEM 文件，用于解密设备密钥；可选。"
);
const SECRET_KEY: Label = label!(
    "The secret key that belongs to the access key, from the same place.",
    "与 AccessKey 配对的 SecretKey，位置相同。"
);
const RIGHTS: Label = label!(
    "The application needs full access to Device Management Service.",
    "应用须具有对设备管理服务的完全访问权限。"
);

/// What a step needs.
pub(super) const fn of(check: Check) -> Option<Label> {
    Some(match check {
        // Few have a proxy, which the environment names; the clock needs nothing from the console.
        Check::Proxy | Check::Clock => return None,
        Check::Address => GATEWAY,
        Check::Tls => CA_FILE,
        Check::Credentials => ACCESS_KEY,
        Check::Signature => SECRET_KEY,
        Check::Permission => RIGHTS,
        Check::OrgId => ORG_ID,
        Check::RsaPair => PRIVATE_KEY,
    })
}

/// What the profile gives for it.
pub(super) fn given(check: Check, profile: &Profile) -> String {
    let path = |path: &Option<std::path::PathBuf>| {
        let path = path.as_ref().map(|path| path.display().to_string());
        path.unwrap_or_default()
    };
    match check {
        Check::Address => profile.gateway.clone(),
        Check::Tls => path(&profile.ca_file),
        Check::Credentials => profile.access_key.clone(),
        Check::OrgId => profile.org_id.clone(),
        Check::RsaPair => path(&profile.private_key),
        Check::Proxy | Check::Clock | Check::Signature | Check::Permission => String::new(),
    }
}
