//! Who gets what from every route that there is.

use crate::support::{Office, PASSWORD, bearer, blocking, device, log_in};
use rocket::http::ContentType;
use rocket::http::Method::{self, Get, Head, Patch, Post};
use server::accounts::{Right, Role};
use server::clock;
use std::collections::BTreeSet;

/// A caller.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Caller {
    Nobody,
    Tablet,
    RevokedTablet,
    /// With a role everywhere.
    Account(Role),
    /// With a role in one province.
    Provincial(Role),
    /// Whose role ended yesterday.
    Former(Role),
    /// Has given the password, not yet the code.
    HalfWay(Role),
    /// Whose session was ended by somebody else.
    Ended(Role),
}

/// Whom a route lets through to its handler.
#[derive(Debug, Clone, Copy)]
enum Needs {
    Anyone,
    Tablet,
    AnyTablet,
    LoggedIn,
    /// The code of a second factor is still to come.
    AwaitsCode,
    /// The password was given.
    AnyStage,
    /// A right in some organisation.
    Right(Right),
    /// A right in all organisations.
    RightEverywhere(Right),
}

use Needs::{AnyStage, AnyTablet, Anyone, AwaitsCode, LoggedIn, RightEverywhere, Tablet};
use server::accounts::Right::{
    AnswerFindings, ManageCatalogue, ManageDevices, ManagePeople, ManagePlans, ManageTemplates, Publish,
    ReadAudit, ReadOffice, Review,
};
const OFFICE: Needs = Needs::Right(ReadOffice);
const PEOPLE: Needs = Needs::Right(ManagePeople);
const PLANS: Needs = Needs::Right(ManagePlans);
const DEVICES: Needs = Needs::Right(ManageDevices);
const TEMPLATES: Needs = Needs::Right(ManageTemplates);
const REVIEW: Needs = Needs::Right(Review);
const PUBLISH: Needs = Needs::Right(Publish);
const ANSWER: Needs = Needs::Right(AnswerFindings);
const CATALOGUE: Needs = Needs::Right(ManageCatalogue);
const ALL_UNITS: Needs = RightEverywhere(ManageCatalogue);

/// Route, a path that fits it, what it needs, and the status for who has it. The requests carry no body: a handler that
/// wants one answers 415, but only to those who come that far.
const TABLE: &[(&str, Method, &str, Needs, u16)] = &[
    ("/healthz", Get, "/healthz", Anyone, 200),
    ("/assets/<name>", Get, "/assets/none.css", Anyone, 404),
    ("/ngon-ngu/<language>", Get, "/ngon-ngu/en", Anyone, 303),
    ("/dang-nhap?<tiep>", Get, "/dang-nhap", Anyone, 200),
    ("/dang-nhap", Post, "/dang-nhap", Anyone, 415),
    ("/dang-nhap/ma?<tiep>", Get, "/dang-nhap/ma", AwaitsCode, 200),
    ("/dang-nhap/ma", Post, "/dang-nhap/ma", AwaitsCode, 415),
    ("/dang-nhap/nha-cung-cap?<tiep>", Get, "/dang-nhap/nha-cung-cap", Anyone, 404),
    ("/dang-nhap/nha-cung-cap/ve?<code>&<state>", Get, "/dang-nhap/nha-cung-cap/ve", Anyone, 404),
    ("/dang-xuat", Post, "/dang-xuat", AnyStage, 415),
    ("/bat-dau/<link>", Get, "/bat-dau/khong-co", Anyone, 404),
    ("/bat-dau/<link>", Post, "/bat-dau/khong-co", Anyone, 415),
    ("/don-vi/<link>", Get, "/don-vi/khong-co", Anyone, 404),
    ("/don-vi/<link>", Post, "/don-vi/khong-co", Anyone, 415),
    ("/tai-khoan?<bao>", Get, "/tai-khoan", LoggedIn, 200),
    ("/tai-khoan/thu", Post, "/tai-khoan/thu", LoggedIn, 415),
    ("/tai-khoan/mat-khau", Post, "/tai-khoan/mat-khau", LoggedIn, 415),
    ("/tai-khoan/phien/<key>/thu-hoi", Post, "/tai-khoan/phien/{hash}/thu-hoi", LoggedIn, 415),
    ("/tai-khoan/phien/thu-hoi", Post, "/tai-khoan/phien/thu-hoi", LoggedIn, 415),
    ("/tai-khoan/hai-buoc?<tiep>", Get, "/tai-khoan/hai-buoc", LoggedIn, 200),
    ("/tai-khoan/hai-buoc", Post, "/tai-khoan/hai-buoc", LoggedIn, 415),
    ("/tai-khoan/hai-buoc/ma-du-phong", Post, "/tai-khoan/hai-buoc/ma-du-phong", LoggedIn, 415),
    ("/tai-khoan/hai-buoc/go", Post, "/tai-khoan/hai-buoc/go", LoggedIn, 415),
    ("/tai-khoan/nha-cung-cap", Post, "/tai-khoan/nha-cung-cap", LoggedIn, 415),
    ("/tai-khoan/nha-cung-cap/go", Post, "/tai-khoan/nha-cung-cap/go", LoggedIn, 415),
    ("/nguoi?<tim>&<trang>", Get, "/nguoi", PEOPLE, 200),
    ("/nguoi/them", Get, "/nguoi/them", PEOPLE, 200),
    ("/nguoi/them", Post, "/nguoi/them", PEOPLE, 415),
    ("/nguoi/<id>?<bao>", Get, "/nguoi/khong-co", PEOPLE, 404),
    ("/nguoi/<id>", Post, "/nguoi/khong-co", PEOPLE, 415),
    ("/nguoi/<id>/quyen", Post, "/nguoi/khong-co/quyen", PEOPLE, 415),
    ("/nguoi/<id>/quyen/<no>/thu-hoi", Post, "/nguoi/khong-co/quyen/1/thu-hoi", PEOPLE, 415),
    ("/nguoi/<id>/lien-ket", Post, "/nguoi/khong-co/lien-ket", PEOPLE, 415),
    ("/nguoi/<id>/phien/<key>/thu-hoi", Post, "/nguoi/khong-co/phien/{hash}/thu-hoi", PEOPLE, 415),
    ("/nguoi/<id>/phien/thu-hoi", Post, "/nguoi/khong-co/phien/thu-hoi", PEOPLE, 415),
    ("/nguoi/<id>/khoa", Post, "/nguoi/khong-co/khoa", PEOPLE, 415),
    ("/nguoi/<id>/mo-khoa", Post, "/nguoi/khong-co/mo-khoa", PEOPLE, 415),
    ("/nguoi/<id>/ma-ghi-danh", Post, "/nguoi/khong-co/ma-ghi-danh", PEOPLE, 415),
    ("/nhat-ky?<query..>", Get, "/nhat-ky", RightEverywhere(ReadAudit), 200),
    ("/kien-nghi/<no>/tai-len/<act>/<id>", Head, "/kien-nghi/1/tai-len/bao-cao/{hash}", ANSWER, 404),
    ("/kien-nghi/<no>/tai-len/<act>/<id>", Patch, "/kien-nghi/1/tai-len/bao-cao/{hash}", ANSWER, 404),
    ("/kien-nghi/<no>/<act>/bo-tep/<id>", Post, "/kien-nghi/1/bao-cao/bo-tep/{hash}", ANSWER, 415),
    ("/nhat-ky/thu?<trang>", Get, "/nhat-ky/thu", RightEverywhere(ReadAudit), 200),
    ("/nhat-ky.csv?<query..>", Get, "/nhat-ky.csv", RightEverywhere(ReadAudit), 200),
    ("/to-chuc?<tim>&<ngay>", Get, "/to-chuc", OFFICE, 200),
    ("/to-chuc/<id>?<ngay>&<bao>", Get, "/to-chuc/khong-co", OFFICE, 404),
    ("/to-chuc.csv", Get, "/to-chuc.csv", OFFICE, 200),
    ("/to-chuc/them?<tren>", Get, "/to-chuc/them", CATALOGUE, 200),
    ("/to-chuc/them", Post, "/to-chuc/them", CATALOGUE, 415),
    ("/to-chuc/<id>/doi", Post, "/to-chuc/khong-co/doi", CATALOGUE, 415),
    ("/to-chuc/co-quan?<tim>", Get, "/to-chuc/co-quan", ALL_UNITS, 200),
    ("/to-chuc/co-quan", Post, "/to-chuc/co-quan", ALL_UNITS, 415),
    ("/to-chuc/nhap", Get, "/to-chuc/nhap", ALL_UNITS, 200),
    ("/to-chuc/nhap", Post, "/to-chuc/nhap", ALL_UNITS, 415),
    ("/to-chuc/nhap/<hash>/ghi", Post, "/to-chuc/nhap/khong-co/ghi", ALL_UNITS, 415),
    ("/ke-hoach/moi", Get, "/ke-hoach/moi", PLANS, 200),
    ("/ke-hoach/moi", Post, "/ke-hoach/moi", PLANS, 415),
    ("/ke-hoach/nhap", Get, "/ke-hoach/nhap", PLANS, 200),
    ("/ke-hoach/nhap", Post, "/ke-hoach/nhap", PLANS, 415),
    ("/ke-hoach/nhap/ghi/<hash>", Post, "/ke-hoach/nhap/ghi/khong-co", PLANS, 415),
    ("/ke-hoach/<id>?<bao>", Get, "/ke-hoach/khong-co", OFFICE, 404),
    ("/ke-hoach/<id>/ke-hoach.toml", Get, "/ke-hoach/khong-co/ke-hoach.toml", OFFICE, 404),
    ("/ke-hoach/<id>/ke-hoach.xlsx", Get, "/ke-hoach/khong-co/ke-hoach.xlsx", OFFICE, 404),
    ("/ke-hoach/<id>/sua", Get, "/ke-hoach/khong-co/sua", PLANS, 404),
    ("/ke-hoach/<id>/sua", Post, "/ke-hoach/khong-co/sua", PLANS, 415),
    ("/ke-hoach/<id>/ban-hanh", Post, "/ke-hoach/khong-co/ban-hanh", PLANS, 415),
    ("/ke-hoach/<id>/bat-dau", Post, "/ke-hoach/khong-co/bat-dau", PLANS, 415),
    ("/ke-hoach/<id>/ket-thuc", Post, "/ke-hoach/khong-co/ket-thuc", PLANS, 415),
    ("/ke-hoach/<id>/mo-lai", Post, "/ke-hoach/khong-co/mo-lai", PLANS, 415),
    ("/ke-hoach/<id>/sao-chep", Post, "/ke-hoach/khong-co/sao-chep", PLANS, 415),
    ("/ke-hoach/<id>/phuc-tra", Post, "/ke-hoach/khong-co/phuc-tra", PLANS, 415),
    ("/ke-hoach/<id>/chi-tieu", Get, "/ke-hoach/khong-co/chi-tieu", PLANS, 404),
    ("/ke-hoach/<id>/chi-tieu", Post, "/ke-hoach/khong-co/chi-tieu", PLANS, 415),
    ("/ke-hoach/<id>/doan", Post, "/ke-hoach/khong-co/doan", PLANS, 415),
    ("/ke-hoach/<id>/doan/<team>?<bao>", Get, "/ke-hoach/khong-co/doan/1", PLANS, 404),
    ("/ke-hoach/<id>/doan/<team>", Post, "/ke-hoach/khong-co/doan/1", PLANS, 415),
    ("/ke-hoach/<id>/doan/<team>/them", Post, "/ke-hoach/khong-co/doan/1/them", PLANS, 415),
    ("/ke-hoach/<id>/doan/<team>/bo", Post, "/ke-hoach/khong-co/doan/1/bo", PLANS, 415),
    ("/ke-hoach/<id>/lich?<bao>", Get, "/ke-hoach/khong-co/lich", OFFICE, 404),
    ("/ke-hoach/<id>/lich", Post, "/ke-hoach/khong-co/lich", PLANS, 415),
    ("/ke-hoach/<id>/cuoc/<visit>", Get, "/ke-hoach/khong-co/cuoc/{hash}", PLANS, 404),
    ("/ke-hoach/<id>/cuoc/<visit>", Post, "/ke-hoach/khong-co/cuoc/{hash}", PLANS, 415),
    ("/ke-hoach/<id>/cuoc/<visit>/huy", Post, "/ke-hoach/khong-co/cuoc/{hash}/huy", PLANS, 415),
    ("/ke-hoach/<id>/tien-do", Get, "/ke-hoach/khong-co/tien-do", OFFICE, 404),
    ("/ke-hoach/<id>/tien-do/dong", Get, "/ke-hoach/khong-co/tien-do/dong", OFFICE, 404),
    ("/may-tinh-bang?<tim>&<trang>", Get, "/may-tinh-bang", DEVICES, 200),
    ("/may-tinh-bang/ghi-danh?<tim>&<nguoi>&<bao>", Get, "/may-tinh-bang/ghi-danh", DEVICES, 200),
    ("/may-tinh-bang/ghi-danh", Post, "/may-tinh-bang/ghi-danh", DEVICES, 415),
    (
        "/may-tinh-bang/ghi-danh/<person>/<made_at>/thu-hoi",
        Post,
        "/may-tinh-bang/ghi-danh/khong-co/1/thu-hoi",
        DEVICES,
        415,
    ),
    ("/may-tinh-bang/<id>?<bao>", Get, "/may-tinh-bang/khong-co", DEVICES, 404),
    ("/may-tinh-bang/<id>/thu-hoi", Post, "/may-tinh-bang/khong-co/thu-hoi", DEVICES, 415),
    ("/may-tinh-bang/<id>/mat", Get, "/may-tinh-bang/khong-co/mat", DEVICES, 404),
    ("/may-tinh-bang/de-rieng?<bao>", Get, "/may-tinh-bang/de-rieng", DEVICES, 200),
    ("/may-tinh-bang/de-rieng/<visit>/<actor>", Get, "/may-tinh-bang/de-rieng/khong-co/-", DEVICES, 404),
    ("/may-tinh-bang/de-rieng/<visit>/<actor>", Post, "/may-tinh-bang/de-rieng/khong-co/-", DEVICES, 415),
    (
        "/may-tinh-bang/de-rieng/<visit>/<actor>/<hash>",
        Get,
        "/may-tinh-bang/de-rieng/khong-co/-/{hash}",
        DEVICES,
        404,
    ),
    ("/mau-phieu?<bao>", Get, "/mau-phieu", OFFICE, 200),
    ("/mau-phieu/<hash>?<voi>&<bao>", Get, "/mau-phieu/{hash}", OFFICE, 404),
    ("/mau-phieu/<hash>/thu", Get, "/mau-phieu/{hash}/thu", OFFICE, 404),
    ("/mau-phieu/<hash>/thu", Post, "/mau-phieu/{hash}/thu", OFFICE, 415),
    ("/mau-phieu/nhap", Get, "/mau-phieu/nhap", TEMPLATES, 200),
    ("/mau-phieu/nhap", Post, "/mau-phieu/nhap", TEMPLATES, 415),
    ("/mau-phieu/ban-thao/<id>/<edition>?<voi>", Get, "/mau-phieu/ban-thao/khong-co/1", TEMPLATES, 404),
    ("/mau-phieu/ban-thao/<id>/<edition>/thu", Get, "/mau-phieu/ban-thao/khong-co/1/thu", TEMPLATES, 404),
    ("/mau-phieu/ban-thao/<id>/<edition>/thu", Post, "/mau-phieu/ban-thao/khong-co/1/thu", TEMPLATES, 415),
    (
        "/mau-phieu/ban-thao/<id>/<edition>/cong-bo",
        Post,
        "/mau-phieu/ban-thao/khong-co/1/cong-bo",
        TEMPLATES,
        415,
    ),
    ("/mau-phieu/ban-thao/<id>/<edition>/bo", Post, "/mau-phieu/ban-thao/khong-co/1/bo", TEMPLATES, 415),
    ("/design", Get, "/design", OFFICE, 200),
    ("/", Get, "/", OFFICE, 200),
    ("/dot-kiem-tra/<campaign>?<tim>&<trang>&<format>", Get, "/dot-kiem-tra/khong-co", OFFICE, 404),
    ("/dot-kiem-tra/<campaign>/<unit>?<ngay>&<format>", Get, "/dot-kiem-tra/khong-co/10279", OFFICE, 404),
    ("/tong-hop", Get, "/tong-hop", OFFICE, 200),
    ("/tong-hop/<campaign>?<trang>", Get, "/tong-hop/khong-co", OFFICE, 404),
    ("/tham-dinh?<o>&<trang>", Get, "/tham-dinh", REVIEW, 200),
    ("/tham-dinh/<visit>?<bao>", Get, "/tham-dinh/{visit}", REVIEW, 404),
    ("/tham-dinh/<visit>/tiep-nhan", Post, "/tham-dinh/{visit}/tiep-nhan", REVIEW, 415),
    ("/tham-dinh/<visit>/ton-tai", Post, "/tham-dinh/{visit}/ton-tai", REVIEW, 415),
    ("/tham-dinh/<visit>/ton-tai/<finding>", Post, "/tham-dinh/{visit}/ton-tai/A01-0", REVIEW, 415),
    ("/tham-dinh/<visit>/cach-lam-hay", Post, "/tham-dinh/{visit}/cach-lam-hay", REVIEW, 415),
    ("/tham-dinh/<visit>/tra-lai", Post, "/tham-dinh/{visit}/tra-lai", REVIEW, 415),
    ("/tham-dinh/<visit>/tra-lai/xong", Post, "/tham-dinh/{visit}/tra-lai/xong", REVIEW, 415),
    ("/tham-dinh/<visit>/de-ngoai", Post, "/tham-dinh/{visit}/de-ngoai", REVIEW, 415),
    ("/tham-dinh/<visit>/ket-luan", Post, "/tham-dinh/{visit}/ket-luan", REVIEW, 415),
    ("/tham-dinh/<visit>/mo-lai", Post, "/tham-dinh/{visit}/mo-lai", REVIEW, 415),
    ("/tham-dinh/<visit>/cong-bo", Get, "/tham-dinh/{visit}/cong-bo", PUBLISH, 404),
    ("/tham-dinh/<visit>/cong-bo", Post, "/tham-dinh/{visit}/cong-bo", PUBLISH, 415),
    ("/viec-cua-toi", Get, "/viec-cua-toi", LoggedIn, 200),
    ("/cong-bo/dot/<campaign>", Get, "/cong-bo/dot/khong-co", PUBLISH, 404),
    ("/cong-bo/dot/<campaign>", Post, "/cong-bo/dot/khong-co", PUBLISH, 415),
    ("/cong-bo/dot/<campaign>/dong", Get, "/cong-bo/dot/khong-co/dong", PUBLISH, 404),
    ("/cong-bo/<no>?<bao>", Get, "/cong-bo/1", OFFICE, 404),
    ("/khac-phuc?<loc>&<trang>", Get, "/khac-phuc", REVIEW, 200),
    ("/khac-phuc/<no>?<bao>", Get, "/khac-phuc/1", REVIEW, 404),
    ("/khac-phuc/<no>/<act>", Post, "/khac-phuc/1/dong", REVIEW, 415),
    ("/khac-phuc/<no>/lien-ket?<bao>", Get, "/khac-phuc/1/lien-ket", REVIEW, 404),
    ("/khac-phuc/<no>/lien-ket", Post, "/khac-phuc/1/lien-ket", REVIEW, 415),
    ("/khac-phuc/<no>/lien-ket/<link>/thu-hoi", Post, "/khac-phuc/1/lien-ket/1/thu-hoi", REVIEW, 415),
    ("/khac-phuc/<no>/tep/<id>?<nho>", Get, "/khac-phuc/1/tep/{hash}", REVIEW, 404),
    ("/kien-nghi", Get, "/kien-nghi", ANSWER, 200),
    ("/kien-nghi/in", Get, "/kien-nghi/in", ANSWER, 200),
    ("/kien-nghi/<no>?<bao>", Get, "/kien-nghi/1", ANSWER, 404),
    ("/kien-nghi/<no>/<act>", Post, "/kien-nghi/1/bao-cao", ANSWER, 415),
    ("/kien-nghi/<no>/anh/<id>?<nho>", Get, "/kien-nghi/1/anh/{hash}", ANSWER, 404),
    ("/kien-nghi/<no>/tep/<id>?<nho>", Get, "/kien-nghi/1/tep/{hash}", ANSWER, 404),
    ("/api/v1/enrol", Post, "/api/v1/enrol", Anyone, 415),
    ("/api/v1/recover", Post, "/api/v1/recover", Anyone, 415),
    ("/tablet", Get, "/tablet", Anyone, 308),
    ("/tablet/<name>", Get, "/tablet/recover", Anyone, 404),
    ("/api/v1/worklist", Get, "/api/v1/worklist", Tablet, 200),
    ("/api/v1/templates/<hash>", Get, "/api/v1/templates/{hash}", Tablet, 404),
    ("/api/v1/sync", Post, "/api/v1/sync", AnyTablet, 415),
    ("/api/v1/photos/<id>", Head, "/api/v1/photos/{hash}", Tablet, 404),
    ("/api/v1/photos/<id>", Patch, "/api/v1/photos/{hash}", Tablet, 400),
    ("/anh/<id>", Get, "/anh/{hash}", OFFICE, 404),
    ("/anh/<id>/nho", Get, "/anh/{hash}/nho", OFFICE, 404),
];

/// Who has which right: written down here once more, so that a change of roles is noticed.
fn has(role: Role, right: Right) -> bool {
    let roles: &[Role] = match right {
        ReadOffice => {
            &[Role::Reviewer, Role::OfficeLeader, Role::CatalogueOwner, Role::Administrator, Role::Viewer]
        }
        ManagePlans => &[Role::Reviewer, Role::OfficeLeader, Role::Administrator],
        ManagePeople | ReadAudit | ManageDevices => &[Role::Administrator],
        ManageCatalogue | ManageTemplates => &[Role::CatalogueOwner, Role::Administrator],
        Review => &[Role::Reviewer, Role::OfficeLeader, Role::Administrator],
        Publish => &[Role::OfficeLeader],
        AnswerFindings => &[Role::CommuneOfficer],
    };
    roles.contains(&role)
}

/// The status for `caller`: pages send who is not logged in to the log-in page.
fn expected(needs: Needs, caller: Caller, allowed: u16, method: Method) -> u16 {
    let not_logged_in = if method == Get { 303 } else { 401 };
    let if_so = |so: bool| if so { allowed } else { 403 };
    match (needs, caller) {
        (Anyone, _) => allowed,
        (Tablet, Caller::Tablet) | (AnyTablet, Caller::Tablet | Caller::RevokedTablet) => allowed,
        (Tablet, Caller::RevokedTablet) => 403,
        (Tablet | AnyTablet, _) => 401,
        (_, Caller::Nobody | Caller::Tablet | Caller::RevokedTablet | Caller::Ended(_)) => not_logged_in,
        (AnyStage, _) | (AwaitsCode, Caller::HalfWay(_)) => allowed,
        (_, Caller::HalfWay(_)) | (AwaitsCode, _) => not_logged_in,
        (LoggedIn, _) => allowed,
        (_, Caller::Former(_)) => 403,
        (Needs::Right(right), Caller::Account(role) | Caller::Provincial(role)) => if_so(has(role, right)),
        (RightEverywhere(right), Caller::Account(role)) => if_so(has(role, right)),
        (RightEverywhere(_), Caller::Provincial(_)) => 403,
    }
}

#[rocket::async_test]
async fn every_route_lets_through_those_who_have_its_right_and_nobody_else() {
    let office = Office::with_campaign();
    let mut callers = vec![Caller::Nobody, Caller::Tablet, Caller::RevokedTablet];
    callers.extend(Role::ALL.map(Caller::Account));
    callers.extend(Role::ALL.map(Caller::Provincial));
    callers.extend([Role::Administrator, Role::Reviewer].map(Caller::Former));
    callers.extend([Caller::HalfWay(Role::Administrator), Caller::Ended(Role::Administrator)]);
    let yesterday = (clock::day(clock::now()) - chrono::TimeDelta::days(1)).to_string();
    for (number, caller) in callers.into_iter().enumerate() {
        let client = office.client().await;
        let mut header = None;
        let name = format!("can-bo-{number}");
        let enter = async |role, organisation: &str, until: Option<&str>| {
            office.account_in(&name, role, organisation, ("2020-01-01", until));
            assert_eq!(log_in(&client, &name, PASSWORD).await.code, 303);
        };
        match caller {
            Caller::Nobody => {}
            Caller::Tablet => header = Some(bearer(&device(&office, &client, "an").await.token)),
            Caller::RevokedTablet => {
                let enrolled = device(&office, &client, "an").await;
                let revoke =
                    move |tx: &server::store::Tx| server::store::device::revoke(tx, &enrolled.device, 1);
                assert!(blocking(|| office.store.write_blocking(revoke)).unwrap());
                header = Some(bearer(&enrolled.token));
            }
            Caller::Account(role) => enter(role, "viet-nam", None).await,
            Caller::Provincial(role) => enter(role, "04", None).await,
            Caller::Former(role) => enter(role, "viet-nam", Some(&yesterday)).await,
            Caller::HalfWay(role) => {
                office.account(&name, role);
                office.second_factor(&name);
                assert_eq!(log_in(&client, &name, PASSWORD).await.code, 303);
            }
            Caller::Ended(role) => {
                enter(role, "viet-nam", None).await;
                let person = name.parse().unwrap();
                let end = move |tx: &server::store::Tx| server::store::session::close_all(tx, &person, None);
                assert_eq!(blocking(|| office.store.write_blocking(end)).unwrap(), 1);
            }
        }
        for (route, method, path, needs, allowed) in TABLE {
            let mut request = client
                .req(*method, path.replace("{hash}", &"0".repeat(64)).replace("{visit}", &"0".repeat(32)));
            if let Some(header) = &header {
                request = request.header(header.clone());
            }
            let status = request.dispatch().await.status().code;
            assert_eq!(
                status,
                expected(*needs, caller, *allowed, *method),
                "{method} {route} for {caller:?}"
            );
        }
    }
}

#[rocket::async_test]
async fn the_table_names_every_mounted_route() {
    let client = Office::new().client().await;
    let mounted: BTreeSet<(String, &str)> =
        client.rocket().routes().map(|route| (route.uri.to_string(), route.method.as_str())).collect();
    let named: BTreeSet<(String, &str)> =
        TABLE.iter().map(|(route, method, ..)| ((*route).to_owned(), method.as_str())).collect();
    assert_eq!(mounted, named);
}

#[rocket::async_test]
async fn problems_are_json_under_api_and_pages_elsewhere() {
    let client = Office::new().client().await;
    let api = client.get("/api/v1/worklist").dispatch().await;
    assert_eq!(api.content_type(), Some(ContentType::new("application", "problem+json")));
    let problem: schemas::wire::Problem = serde_json::from_str(&api.into_string().await.unwrap()).unwrap();
    assert_eq!((problem.kind.as_str(), problem.status), ("urn:sokiemtra:problem:token-required", 401));
    let page = client.get("/khong-co").dispatch().await;
    assert_eq!((page.status().code, page.content_type()), (404, Some(ContentType::HTML)));
    assert!(page.headers().get_one("Content-Security-Policy").unwrap().contains("frame-ancestors 'none'"));
    assert_eq!(page.headers().get_one("X-Frame-Options"), Some("DENY"));
}
