//! The scenarios that come with the program; their files are examples for one's own, too.

use crate::said::Label;

/// Makes the table from the names of the files and one line about each.
macro_rules! builtins {
    ($($name:literal $about:literal $about_zh:literal)+) => {
        /// Name, one line about it, and the scenario itself.
        pub(super) const BUILTINS: &[(&str, Label, &str)] = &[$((
            $name,
            Label::new($about, $about_zh),
            include_str!(concat!("../../../assets/scenarios/", $name, ".toml")),
        ),)+];
    };
}

builtins! {
    "flaky"
        "a bad link: lost replies, resets, 429, 503 and delays, at random"
        "网络不稳：随机出现响应丢失、连接重置、429、503 和延迟"
    "lost-replies"
        "every third batch is created, but its reply is lost"
        "每三个批次中，有一个创建成功但响应丢失"
    "rate-limited"
        "every third request gets 429, now and then with Retry-After"
        "每三个请求中，有一个返回 429，有时带 Retry-After"
    "outage"
        "after three batches the gateway hangs up on the next five calls"
        "三个批次之后，API 网关断开接下来的五次调用"
    "small-batches"
        "at most 100 devices per batch (99400), as an administrator may have set it"
        "每批最多 100 台设备（99400），如同管理员设置了上限"
    "bad-row"
        "a device key that contains BAD gets its whole batch refused (99400)"
        "含有 BAD 的 deviceKey 使整个批次被拒绝（99400）"
    "stale-search"
        "every other reply is lost, and the next three searches do not show the devices"
        "每两个响应丢失一个，之后三次搜索查不到这些设备"
    "token-thief"
        "another program renews the token before every third call"
        "每三次调用中，有一次在调用前被其他程序刷新 Access Token"
    "slow"
        "50 ms more for every request"
        "每个请求多 50 ms"
}
