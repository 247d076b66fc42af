//! Fills a data folder with the Phú Xuyên campaign and serves it. Started by `cargo xtask run`.
#![expect(clippy::print_stdout, reason = "it talks to the person who started it")]

use std::path::PathBuf;
use std::process::ExitCode;
use tests::Result;
use tests::office::{ADMIN, ADMIN_PASSWORD, Office};
use tests::scenario::{Player, Scenario};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("demo: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| {
        let at = args.iter().position(|arg| arg == name);
        at.and_then(|at| args.get(at + 1)).ok_or_else(|| format!("{name} is missing"))
    };
    let folder = PathBuf::from(value("--folder")?);
    let listen = value("--listen")?;
    let (data, done) = (folder.join("data"), folder.join("loaded"));
    let mut server = if done.exists() {
        println!("Dữ liệu mẫu đã có trong {}; thêm --fresh để làm lại từ đầu.", folder.display());
        Office::at(&data).serve(listen)?
    } else {
        // A load that was cut off is begun again.
        if folder.exists() {
            std::fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let office = Office::init(&data)?;
        let server = office.serve(listen)?;
        let home = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let scenario = Scenario::read(&home.join("phu-xuyen-2018.toml"))?;
        println!("Đang nạp dữ liệu mẫu: {}", scenario.title);
        let player = Player::new(&scenario, &home, &folder.join("work"), &office);
        player.play(&server, |step| println!("  {step}"))?;
        player.check()?;
        std::fs::write(&done, "").map_err(|error| format!("{}: {error}", done.display()))?;
        server
    };
    println!("\nSổ kiểm tra đang chạy ở {}", server.url);
    println!("  Đăng nhập: {ADMIN}   Mật khẩu: {ADMIN_PASSWORD}");
    println!("  Sổ trên máy tính bảng: {}/tablet/", server.url);
    for (person, name) in [("nguyen-van-an", "Nguyễn Văn An"), ("tran-thi-binh", "Trần Thị Bình")] {
        println!("    mã đăng ký cho {name}: {}", Office::at(&data).device_code(person)?);
    }
    println!("  Máy kiểm tra (dòng lệnh), ví dụ:");
    println!("    sokiemtra-field --store {} visits", folder.join("work/tablet-an").display());
    println!("  Dừng: Ctrl-C\n");
    server.wait()
}
