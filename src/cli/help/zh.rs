//! The Chinese of the command line, by command and flag: a test holds it complete.

/// Stands for every command that has the flag.
pub(super) const EVERYWHERE: &str = "*";

/// The heading over the flags that name a connection.
pub(super) const CONNECTION: &str = "连接（只选一种；都不选则用默认连接配置）";

/// Command ("" is the program, `help` all below it), flag or `flag=value` ("" is the command), Chinese.
pub(super) const ROWS: &[(&str, &str, &str)] = &[
    ("", "", "在 EnOS 上批量创建物联网设备：不丢失，不重复"),
    (
        "",
        "no_mouse",
        "在界面中把鼠标留给终端，等同于配置中的 `mouse = false`",
    ),
    ("", "version", "显示版本"),
    ("help", "", "显示本帮助，或某个命令的帮助"),
    ("apply", "", "创建文件中的设备"),
    ("resume", "", "继续中断的任务，直到每一行都已核实"),
    ("plan", "", "显示文件中的每台设备将如何处理，不发送任何内容"),
    ("undo", "", "删除任务创建的、此后无人改动的设备"),
    ("check", "", "检查文件，不发送任何内容"),
    ("sandbox", "", "单独运行内置沙箱的 API 网关"),
    ("backup", "", "将日志复制为一个文件，使用中也可以"),
    ("prune", "", "从日志中移除已结束的任务"),
    (
        "report",
        "",
        "生成可以放心寄出的任务报告：只含 EnOS 响应和设备密钥的结构，不含内容",
    ),
    ("codes", "", "解释 EnOS 错误码：各是什么意思，如何处理"),
    (EVERYWHERE, "help", "显示帮助"),
    (EVERYWHERE, "state_dir", "存放日志、缓存、配置和沙箱的目录"),
    (
        EVERYWHERE,
        "lang",
        "界面、消息和帮助的语言 [默认：按配置，否则按系统区域设置]",
    ),
    (EVERYWHERE, "profile", "配置文件中的连接配置"),
    (EVERYWHERE, "gateway", "API 网关的地址：https://…"),
    (EVERYWHERE, "org_id", "该 API 网关上的组织"),
    (
        EVERYWHERE,
        "private_key",
        "用来解密设备密钥的私钥（PKCS#8 或 PKCS#1 PEM） [默认：连接配置中的私钥]",
    ),
    (
        EVERYWHERE,
        "ca_file",
        "除系统证书外，连接 API 网关时还信任的 CA 证书（PEM） [默认：连接配置中的文件]",
    ),
    (EVERYWHERE, "sandbox", "内置沙箱：不会创建真实设备"),
    (
        EVERYWHERE,
        "trace",
        "每个请求向此文件追加一行 JSON：调用、时间、状态码、错误码、大小、结构；不含密钥",
    ),
    (
        EVERYWHERE,
        "scenario",
        "在沙箱中制造故障：内置场景（见 `enroll sandbox --help`）或场景文件",
    ),
    (
        EVERYWHERE,
        "lenient",
        "EnOS 文档未写明、但可能接受的内容，只给出警告",
    ),
    (EVERYWHERE, "existing", "设备已存在的行如何处理"),
    (
        EVERYWHERE,
        "existing=fail",
        "该行失败，并说明是谁的设备、从何时起存在",
    ),
    (EVERYWHERE, "existing=skip", "跳过该行"),
    (
        EVERYWHERE,
        "existing=adopt",
        "设备与该行一致则计为已创建，否则失败",
    ),
    (
        EVERYWHERE,
        "batch_size",
        "每个请求的设备数 [默认：按连接配置，否则 1000]",
    ),
    (EVERYWHERE, "keep_going", "无论多少行失败都继续"),
    (EVERYWHERE, "format", "输出格式"),
    (EVERYWHERE, "format=table", "供人阅读"),
    (EVERYWHERE, "format=json", "一个 JSON 对象"),
    (EVERYWHERE, "format=csv", "带表头行"),
    (
        EVERYWHERE,
        "format=jsonl",
        "任务进行期间，每行一个 JSON 对象",
    ),
    (
        EVERYWHERE,
        "reveal_secrets",
        "输出已创建设备的设备密钥；需要私钥，以及 --format json 或 csv",
    ),
    ("apply", "file", "要创建的设备；`-` 表示标准输入"),
    (
        "apply",
        "again",
        "没有 deviceKey 的行，即使先前的任务已创建，也再次创建",
    ),
    (
        "resume",
        "run_id",
        "要继续的任务的编号 [默认：最新的、未核实完的任务]",
    ),
    ("resume", "take", "响应丢失的该行，其设备就是这一台；可重复"),
    (
        "resume",
        "send_again",
        "发送时没有 deviceKey 的该行未创建设备，重新发送；若 EnOS 显示了可能属于该行的设备，列在其后，表明都不是；可重复",
    ),
    (
        "resume",
        "not_mine",
        "使用该行 deviceKey 的设备属于他人，该行失败；可重复",
    ),
    ("plan", "file", "要创建的设备；`-` 表示标准输入"),
    (
        "plan",
        "again",
        "按 `apply --again` 计划：没有 deviceKey 的行再次创建",
    ),
    ("undo", "run", "任务编号 [默认：此连接最新的任务]"),
    ("undo", "confirm", "要删除的设备数量，即之前输出的数量"),
    ("check", "file", "要检查的设备；`-` 表示标准输入"),
    ("sandbox", "help", "显示帮助；-h 较简短"),
    (
        "sandbox",
        "listen",
        "监听地址，仅限本机 [默认：127.0.0.1 的空闲端口]",
    ),
    ("sandbox", "fresh", "清除以前启动时创建的设备"),
    ("sandbox", "lag", "新设备多久之后才能搜索到，如 2s 或 500ms"),
    (
        "sandbox",
        "switches",
        "EnOS 文档未写明之处，选择 API 网关如何表现；可重复",
    ),
    (
        "sandbox",
        "scenario",
        "制造故障：内置场景（见 --help）或场景文件",
    ),
    (
        "sandbox",
        "truth",
        "不运行沙箱，而是输出创建过的每台设备、创建次数及其请求",
    ),
    ("sandbox", "truth=table", "供人阅读"),
    ("sandbox", "truth=jsonl", "每行一个 JSON 对象"),
    ("backup", "file", "要写入的文件，不能是已有文件"),
    ("prune", "runs", "要移除的任务的编号"),
    (
        "prune",
        "older_than",
        "移除结束时间早于此期限的所有任务，如 90d",
    ),
    ("prune", "yes", "不询问，直接移除"),
    ("report", "run", "任务编号"),
    (
        "report",
        "file",
        "要写入的文件，不能是已有文件 [默认：标准输出]",
    ),
    (
        "codes",
        "codes",
        "只解释这些：结果和消息中的 EnOS 错误码，或 HTTP 状态码",
    ),
];

/// The Chinese of a command's flag.
pub(super) fn of(command: &str, flag: &str) -> Option<&'static str> {
    let row = |command: &str| {
        let mut rows = ROWS.iter();
        rows.find(|(of, id, _)| (*of, *id) == (command, flag))
    };
    let (_, _, text) = row(command).or_else(|| row(EVERYWHERE))?;
    Some(text)
}
