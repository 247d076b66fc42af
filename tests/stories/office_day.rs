//! The first day of an office, in a browser, from an empty data folder to tablets that have exactly their visits.

use tests::clerk::Clerk;
use tests::inspector::Inspector;
use tests::office::{Office, Server};
use tests::tablet::Tablet;

/// The units of the source article's plan: name, half-day, team.
const VISITS: [(&str, &str, &str); 4] = [
    ("Phượng Dực", "morning", "Tổ 1"),
    ("Hồng Minh", "morning", "Tổ 2"),
    ("Hoàng Long", "afternoon", "Tổ 1"),
    ("Tri Trung", "afternoon", "Tổ 2"),
];

struct Day {
    folder: tempfile::TempDir,
    office: Office,
    server: Server,
    clerk: Clerk,
}

impl Day {
    /// From nothing to an administrator with a second factor.
    fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (office, link) = Office::init_with_link(&folder.path().join("data")).unwrap();
        let server = office.serve_strictly("127.0.0.1:0").unwrap();
        let mut clerk = Clerk::at(&folder.path().join("admin"), &server.url, &link).unwrap();
        clerk.look("welcome");
        clerk.set_password().unwrap();
        // Without a second factor an administrator comes no further.
        assert_eq!(clerk.path().unwrap(), "/tai-khoan/hai-buoc");
        clerk.look("second-factor");
        assert_eq!(clerk.set_up_second_factor().unwrap(), 10);
        clerk.look("recovery-codes");
        clerk.browser.follow("Tôi đã lưu các mã này").unwrap();
        // The link was for one time.
        clerk.open(&link).unwrap();
        clerk.look("link-used");
        assert!(!clerk.has("input[name=password]"));
        Day { folder, office, server, clerk }
    }

    fn choose_organisation(&mut self) {
        let clerk = &mut self.clerk;
        clerk.open("/").unwrap();
        clerk.look("start");
        clerk.browser.follow("Chọn cơ quan sử dụng").unwrap();
        clerk.browser.follow("thêm cơ quan").unwrap();
        clerk.fill(&[("name", "Phòng Nội vụ huyện Phú Xuyên"), ("parent", "Hà Nội")]).unwrap();
        clerk.look("organisation-new");
        clerk.send("/to-chuc/them").unwrap();
        if clerk.has("fieldset.offers") {
            clerk.choose("Thành phố Hà Nội").unwrap();
            clerk.send("/to-chuc/them").unwrap();
        }
        clerk.sees("Đã thêm").unwrap();
        clerk.open("/to-chuc/co-quan?tim=phong+noi+vu+phu+xuyen").unwrap();
        clerk.choose("Phòng Nội vụ huyện Phú Xuyên").unwrap();
        clerk.look("organisation-choose");
        clerk.browser.follow("Chọn cơ quan này").unwrap();
    }

    /// Adds a person with a role, by the form.
    fn add_person(&mut self, name: &str, position: &str, role: &str) {
        self.clerk.open("/nguoi/them").unwrap();
        let office = "Phòng Nội vụ huyện Phú Xuyên";
        let fields = [("name", name), ("position", position), ("organisation", office)];
        self.clerk.fill(&fields).unwrap();
        self.clerk.fill(&[("role", role), ("role_organisation", office)]).unwrap();
        self.clerk.send("/nguoi/them").unwrap();
        self.clerk.sees(name).unwrap();
    }

    /// A person's own way in: link, password, second factor.
    fn let_in(&mut self, person: &str) -> Clerk {
        self.clerk.open(&format!("/nguoi/{person}")).unwrap();
        self.clerk.send(&format!("/nguoi/{person}/lien-ket")).unwrap();
        self.clerk.look("person-link");
        let link = self.clerk.words("code.secret").unwrap();
        let path = &link[link.find("/bat-dau/").unwrap()..];
        let profile = self.folder.path().join(person);
        let mut theirs = Clerk::at(&profile, &self.server.url, path).unwrap();
        theirs.set_password().unwrap();
        assert_eq!(theirs.set_up_second_factor().unwrap(), 10);
        theirs.browser.follow("Tôi đã lưu các mã này").unwrap();
        theirs
    }

    /// A one-time code for a person's tablet, as the page shows it.
    fn code(&mut self, person: &str, name: &str) -> String {
        self.clerk.open(&format!("/may-tinh-bang/ghi-danh?nguoi={person}")).unwrap();
        self.clerk.choose(name).unwrap();
        self.clerk.browser.follow("Tạo mã ghi danh").unwrap();
        self.clerk.look("enrol-code");
        self.clerk.words("code.secret.large").unwrap().trim().to_owned()
    }

    fn draft_plan(&mut self) -> String {
        let clerk = &mut self.clerk;
        clerk.open("/").unwrap();
        clerk.browser.follow("Lập kế hoạch").unwrap();
        clerk
            .fill(&[
                ("title", "Kiểm tra công vụ đầu xuân Mậu Tuất"),
                ("plan_number", "15/KH-UBND"),
                ("plan_date", "2018-02-05"),
                ("organisation", "Huyện Phú Xuyên"),
                ("period_from", "2018-02-22"),
                ("period_to", "2018-02-22"),
                ("decision_number", "210/QĐ-UBND"),
                ("decision_date", "2018-02-12"),
            ])
            .unwrap();
        clerk.select("template", "2018").unwrap();
        clerk.look("plan-new");
        clerk.send("/ke-hoach/moi").unwrap();
        let plan = clerk.path().unwrap();
        assert!(
            plan.starts_with("/ke-hoach/") && plan != "/ke-hoach/moi",
            "{}",
            clerk.browser.text().unwrap()
        );
        plan
    }

    fn add_team(&mut self, plan: &str, team: &str, people: &[(&str, &str)]) {
        let clerk = &mut self.clerk;
        clerk.open(plan).unwrap();
        // A plan begins with a team, which only wants its name.
        let named = "[...document.querySelectorAll('h3')].some(head => head.innerText.trim() === 'Đoàn 1')";
        let first = clerk.browser.sees(named);
        if first {
            clerk.open(&format!("{plan}/doan/1")).unwrap();
        }
        clerk.fill(&[("name", team)]).unwrap();
        match first {
            true => clerk.press(&format!("form[action=\"{plan}/doan/1\"] button")).unwrap(),
            false => clerk.browser.follow("Thêm đoàn").unwrap(),
        }
        for (person, role) in people {
            clerk.fill(&[("person", person), ("role", role)]).unwrap();
            clerk.browser.follow("Thêm vào đoàn").unwrap();
            clerk.sees(person).unwrap();
        }
        clerk.look("team");
    }

    fn add_visits(&mut self, plan: &str) {
        let clerk = &mut self.clerk;
        clerk.open(&format!("{plan}/lich")).unwrap();
        for (unit, half_day, team) in VISITS {
            clerk.fill(&[("unit", unit), ("date", "2018-02-22"), ("half_day", half_day)]).unwrap();
            clerk.select("team", team).unwrap();
            clerk.browser.follow("Thêm vào lịch").unwrap();
            if clerk.has("fieldset.offers") {
                clerk.choose("Phú Xuyên").unwrap();
                clerk.browser.follow("Thêm vào lịch").unwrap();
            }
            clerk.browser.wait_for("location.search.includes('da-them-cuoc')").unwrap();
        }
        clerk.look("calendar-made");
    }
}

/// The names of the units that a command-line tablet has to visit.
fn visits(tablet: &Tablet) -> Vec<String> {
    let list = tablet.json(&["visits"]).unwrap();
    let list = list.as_array().unwrap_or_else(|| panic!("{list}"));
    let mut names: Vec<String> =
        list.iter().map(|visit| visit["unit_name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_new_office_sets_itself_up_and_its_tablets_receive_exactly_their_visits() {
    let mut day = Day::begin();
    day.choose_organisation();
    day.add_person("Nguyễn Văn An", "Trưởng phòng Nội vụ", "reviewer");
    day.add_person("Trần Thị Bình", "Chuyên viên", "inspector");
    day.add_person("Phạm Thị Dung", "Phó Trưởng phòng Tư pháp", "inspector");
    day.add_person("Hoàng Minh Giang", "Chuyên viên", "inspector");
    let mut an = day.let_in("nguyen-van-an");
    an.open("/").unwrap();
    an.sees("Lập kế hoạch").unwrap();
    an.look("start-reviewer");
    an.open("/nguoi").unwrap();
    an.look("refused");
    assert!(!an.has("table"), "a reviewer sees the list of people");

    // The command-line tablet is there before the plan.
    let tablet = |name: &str| Tablet::at(&day.folder.path().join(name));
    let (giang, leader) = (tablet("tablet-giang"), tablet("tablet-an"));
    let code = day.code("hoang-minh-giang", "Hoàng Minh Giang");
    giang.run(&["enrol", &day.server.url, &code]).unwrap();

    let plan = day.draft_plan();
    day.add_team(&plan, "Tổ 1", &[("Nguyễn Văn An", "leader"), ("Trần Thị Bình", "secretary")]);
    let second =
        [("Nguyễn Văn An", "leader"), ("Phạm Thị Dung", "deputy"), ("Hoàng Minh Giang", "secretary")];
    day.add_team(&plan, "Tổ 2", &second);
    day.add_visits(&plan);
    giang.run(&["pull"]).unwrap();
    assert!(visits(&giang).is_empty(), "a draft reaches nobody");
    day.clerk.open(&plan).unwrap();
    day.clerk.look("plan-draft");
    day.clerk.browser.follow("Ban hành kế hoạch").unwrap();
    day.clerk.look("plan-issued");

    giang.run(&["pull"]).unwrap();
    assert_eq!(visits(&giang), ["Xã Hồng Minh", "Xã Tri Trung"]);
    let code = day.code("nguyen-van-an", "Nguyễn Văn An");
    leader.run(&["enrol", &day.server.url, &code]).unwrap();
    leader.run(&["pull"]).unwrap();
    assert_eq!(visits(&leader).len(), 4);
    let code = day.code("tran-thi-binh", "Trần Thị Bình");
    let mut binh = Inspector::enrol(&day.folder.path().join("tablet-binh"), &day.server.url, &code).unwrap();
    binh.wait_for("document.querySelectorAll('.visit-card').length === 2").unwrap();
    let cards = binh.text().unwrap();
    assert!(cards.contains("Phượng Dực") && cards.contains("Hoàng Long"), "{cards}");
    assert!(!cards.contains("Tri Trung") && !cards.contains("Hồng Minh"), "{cards}");

    day.clerk.open("/").unwrap();
    day.clerk.look("campaigns-after-set-up");
    day.clerk.open("/may-tinh-bang").unwrap();
    day.clerk.sees("Hoàng Minh Giang").unwrap();
    let checked = day.office.command(&["audit", "verify", "--data", &day.office.data()], "").unwrap();
    assert!(!checked.is_empty());
    assert!(day.clerk.found.is_empty() && an.found.is_empty(), "{}{}", day.clerk.found, an.found);
}
