//! What people call time zones: cities and countries, in English and Chinese, and names of old.

use super::offset_minutes;

/// A zone of the tz database, and what else it is called; in lower case where letters have two.
///
/// A country with several zones is named at the one where most of its people live; cities tell the others.
const NAMES: &[(&str, &str)] = &[
    (
        "Asia/Shanghai",
        "beijing, peking, china, prc, 中国, 北京, 北京时间, 上海, 广州, 深圳, 重庆, 天津, 成都, 酒泉, 哈尔滨, harbin, chongqing, \
         shenzhen, guangzhou, china standard time, bjt",
    ),
    ("Asia/Urumqi", "乌鲁木齐, 新疆, xinjiang, kashgar, 喀什"),
    ("Asia/Hong_Kong", "香港, hongkong"),
    ("Asia/Macau", "澳门, macao"),
    ("Asia/Taipei", "台北, 台湾, taiwan"),
    ("Asia/Tokyo", "东京, 日本, japan, osaka, 大阪, jst"),
    ("Asia/Seoul", "首尔, 韩国, korea, south korea, rok, kst"),
    ("Asia/Pyongyang", "平壤, 朝鲜, north korea"),
    ("Asia/Singapore", "新加坡, sgt"),
    ("Asia/Kuala_Lumpur", "吉隆坡, 马来西亚, malaysia"),
    ("Asia/Bangkok", "曼谷, 泰国, thailand"),
    (
        "Asia/Ho_Chi_Minh",
        "saigon, 胡志明市, 越南, vietnam, hanoi, 河内",
    ),
    ("Asia/Jakarta", "雅加达, 印度尼西亚, 印尼, indonesia"),
    ("Asia/Manila", "马尼拉, 菲律宾, philippines"),
    ("Asia/Yangon", "rangoon, 仰光, 缅甸, myanmar, burma"),
    ("Asia/Phnom_Penh", "金边, 柬埔寨, cambodia"),
    ("Asia/Vientiane", "万象, 老挝, laos"),
    (
        "Asia/Kolkata",
        "calcutta, india, 印度, delhi, new delhi, 新德里, mumbai, bombay, 孟买, 加尔各答, chennai, madras, 金奈, bangalore, \
         bengaluru, 班加罗尔, hyderabad, ist",
    ),
    ("Asia/Kathmandu", "katmandu, nepal, 尼泊尔, 加德满都"),
    ("Asia/Dhaka", "dacca, bangladesh, 孟加拉国, 达卡"),
    (
        "Asia/Karachi",
        "pakistan, 巴基斯坦, 卡拉奇, lahore, islamabad, 伊斯兰堡",
    ),
    ("Asia/Colombo", "sri lanka, 斯里兰卡, 科伦坡"),
    ("Asia/Ulaanbaatar", "ulan bator, mongolia, 蒙古, 乌兰巴托"),
    ("Asia/Almaty", "kazakhstan, 哈萨克斯坦, 阿拉木图, astana"),
    ("Asia/Tashkent", "uzbekistan, 乌兹别克斯坦, 塔什干"),
    ("Asia/Tehran", "iran, 伊朗, 德黑兰"),
    (
        "Asia/Dubai",
        "uae, emirates, united arab emirates, 阿联酋, 迪拜, abu dhabi, 阿布扎比",
    ),
    (
        "Asia/Riyadh",
        "saudi arabia, 沙特, 沙特阿拉伯, 利雅得, jeddah",
    ),
    ("Asia/Qatar", "doha, 卡塔尔, 多哈"),
    ("Asia/Kuwait", "科威特"),
    ("Asia/Baghdad", "iraq, 伊拉克, 巴格达"),
    ("Asia/Jerusalem", "israel, tel aviv, 以色列, 耶路撒冷"),
    ("Asia/Amman", "jordan, 约旦"),
    (
        "Europe/London",
        "uk, gb, britain, united kingdom, england, 英国, 伦敦, bst",
    ),
    ("Europe/Dublin", "ireland, eire, 爱尔兰, 都柏林"),
    ("Europe/Paris", "france, 法国, 巴黎"),
    (
        "Europe/Berlin",
        "germany, 德国, 柏林, munich, 慕尼黑, frankfurt, hamburg, 汉堡",
    ),
    (
        "Europe/Madrid",
        "spain, 西班牙, 马德里, barcelona, 巴塞罗那",
    ),
    ("Europe/Lisbon", "portugal, 葡萄牙, 里斯本"),
    ("Europe/Rome", "italy, 意大利, 罗马, milan, 米兰"),
    ("Europe/Amsterdam", "netherlands, holland, 荷兰, 阿姆斯特丹"),
    ("Europe/Brussels", "belgium, 比利时, 布鲁塞尔"),
    ("Europe/Zurich", "switzerland, 瑞士, 苏黎世"),
    ("Europe/Vienna", "austria, 奥地利, 维也纳"),
    ("Europe/Copenhagen", "denmark, 丹麦, 哥本哈根"),
    ("Europe/Stockholm", "sweden, 瑞典, 斯德哥尔摩"),
    ("Europe/Oslo", "norway, 挪威, 奥斯陆"),
    ("Europe/Helsinki", "finland, 芬兰, 赫尔辛基"),
    ("Europe/Warsaw", "poland, 波兰, 华沙"),
    ("Europe/Prague", "czechia, 捷克, 布拉格"),
    ("Europe/Budapest", "hungary, 匈牙利, 布达佩斯"),
    ("Europe/Bucharest", "romania, 罗马尼亚, 布加勒斯特"),
    ("Europe/Athens", "greece, 希腊, 雅典"),
    ("Europe/Istanbul", "turkey, turkiye, 土耳其, 伊斯坦布尔"),
    ("Europe/Kyiv", "kiev, ukraine, 乌克兰, 基辅"),
    ("Europe/Moscow", "russia, 俄罗斯, 莫斯科"),
    ("Africa/Cairo", "egypt, 埃及, 开罗"),
    (
        "Africa/Johannesburg",
        "south africa, 南非, 约翰内斯堡, cape town, 开普敦",
    ),
    ("Africa/Casablanca", "morocco, 摩洛哥, 卡萨布兰卡"),
    ("Africa/Lagos", "nigeria, 尼日利亚, 拉各斯"),
    ("Africa/Nairobi", "kenya, 肯尼亚, 内罗毕"),
    ("Africa/Algiers", "algeria, 阿尔及利亚"),
    ("Africa/Addis_Ababa", "ethiopia, 埃塞俄比亚"),
    (
        "America/New_York",
        "usa, united states, 美国, 纽约, washington, 华盛顿, boston, miami, atlanta, eastern, est, edt",
    ),
    (
        "America/Chicago",
        "芝加哥, houston, 休斯敦, dallas, 达拉斯, texas, central, cdt",
    ),
    ("America/Denver", "丹佛, salt lake city, mountain, mst, mdt"),
    ("America/Phoenix", "凤凰城, arizona"),
    (
        "America/Los_Angeles",
        "洛杉矶, california, san francisco, 旧金山, seattle, 西雅图, las vegas, pacific, pst, pdt",
    ),
    ("America/Anchorage", "alaska, 阿拉斯加"),
    ("Pacific/Honolulu", "hawaii, 夏威夷, hst"),
    (
        "America/Toronto",
        "canada, 加拿大, 多伦多, montreal, ottawa",
    ),
    ("America/Vancouver", "温哥华"),
    ("America/Mexico_City", "mexico, 墨西哥, 墨西哥城"),
    ("America/Panama", "巴拿马"),
    ("America/Puerto_Rico", "波多黎各, san juan"),
    ("America/Bogota", "colombia, 哥伦比亚, 波哥大"),
    ("America/Lima", "peru, 秘鲁, 利马"),
    ("America/Santiago", "chile, 智利, 圣地亚哥"),
    (
        "America/Sao_Paulo",
        "brazil, brasil, 巴西, 圣保罗, rio de janeiro, 里约热内卢, brasilia",
    ),
    (
        "America/Argentina/Buenos_Aires",
        "argentina, 阿根廷, 布宜诺斯艾利斯",
    ),
    (
        "Australia/Sydney",
        "australia, 澳大利亚, 澳洲, 悉尼, canberra, 堪培拉",
    ),
    ("Australia/Melbourne", "墨尔本"),
    ("Australia/Brisbane", "布里斯班, queensland"),
    ("Australia/Perth", "珀斯"),
    (
        "Pacific/Auckland",
        "new zealand, 新西兰, 奥克兰, wellington",
    ),
];

/// East of Greenwich by so many hours, in Chinese.
const HOURS: [&str; 13] = [
    "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
];

/// What else the zone `id` is called, parted by `, `: names for one of the database, spellings for an offset.
#[must_use]
pub fn also(id: &str) -> String {
    let Some(minutes) = offset_minutes(id) else {
        let row = NAMES.iter().find(|(of, _)| *of == id);
        return row.map_or_else(String::new, |(_, names)| (*names).to_owned());
    };
    if minutes == 0 {
        return "utc, gmt, z, zulu, uct, greenwich, utc+0, gmt+0, 零时区, 格林尼治, 协调世界时"
            .to_owned();
    }
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    let sign = if minutes < 0 { '-' } else { '+' };
    let short = match rest {
        0 => format!("{sign}{hours}"),
        rest => format!("{sign}{hours}:{rest:02}"),
    };
    let mut names = format!("utc{short}, gmt{short}, utc{id}, gmt{id}, {short}");
    if let (0, Some(hours)) = (
        rest,
        usize::try_from(hours).ok().and_then(|at| HOURS.get(at)),
    ) {
        let side = if minutes < 0 { '西' } else { '东' };
        names = format!("{names}, {side}{hours}区");
    }
    names
}

/// The zone that is called so, in whatever letter case.
pub(in crate::provision) fn called(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    let is = |names: &str| names.split(", ").any(|other| other.trim() == name);
    let mut rows = NAMES.iter();
    rows.find(|(_, names)| is(names)).map(|(id, _)| *id)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::Timestamp;
    use crate::provision::timezone::zones;

    #[test]
    fn every_zone_named_is_offered_and_no_name_has_two() {
        // 2024-05-01T00:00:00Z
        let zones = zones(Timestamp(1_714_521_600_000));
        let mut seen = HashSet::new();
        for (id, names) in NAMES {
            assert!(zones.iter().any(|zone| zone.id == *id), "{id}");
            for name in names.split(", ") {
                assert_eq!(name, name.trim().to_lowercase(), "{id}");
                assert!(!name.is_empty() && seen.insert(name), "{name:?} of {id}");
            }
        }
    }

    #[test]
    fn names_old_and_chinese_lead_to_their_zone() {
        for (name, id) in [
            ("上海", "Asia/Shanghai"),
            ("Beijing", "Asia/Shanghai"),
            ("calcutta", "Asia/Kolkata"),
            ("India", "Asia/Kolkata"),
            ("圣保罗", "America/Sao_Paulo"),
        ] {
            assert_eq!(called(name), Some(id), "{name}");
        }
        assert_eq!(called("atlantis"), None);
    }

    #[test]
    fn offsets_have_the_spellings_people_use() {
        assert!(also("+08:00").contains("东八区") && also("+08:00").contains("utc+8,"));
        assert!(also("-05:00").contains("西五区"));
        assert!(also("+05:30").contains("gmt+5:30") && !also("+05:30").contains('区'));
        assert!(also("+00:00").starts_with("utc, "));
        assert_eq!(also("Antarctica/Troll"), "");
    }
}
