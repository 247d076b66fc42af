//! The commands and their arguments.

use clap::{Args, Parser, Subcommand, ValueEnum};
use inspection::SignerRole;
use schemas::ids::{FieldId, GroupId, ItemId, RowId};
use schemas::text::Language;
use std::path::PathBuf;

/// Sổ kiểm tra ngoại tuyến, bản dòng lệnh (the command-line tablet).
#[derive(Debug, Parser)]
#[command(name = "sokiemtra-field", version)]
pub struct Cli {
    /// Thư mục lưu trữ của máy này (folder of this tablet).
    #[arg(long, global = true, env = "SOKIEMTRA_STORE", value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// In kết quả bằng JSON (print JSON).
    #[arg(long, global = true)]
    pub json: bool,
    /// Ngôn ngữ của thông báo (language of messages).
    #[arg(long, global = true, value_enum, default_value_t = Lang::Vi)]
    pub lang: Lang,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Tiếng Việt.
    Vi,
    /// English.
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Language::Vi,
            Lang::En => Language::En,
        }
    }
}

/// What the tablet can be told. VISIT is a visit's id, a unique beginning of it, or the unit's code.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Đăng ký máy với mã dùng một lần (enrol with a one-time code).
    Enrol {
        /// Địa chỉ máy chủ, ví dụ <https://kiemtra.example.vn>
        url: String,
        /// Mã do văn phòng cấp.
        code: String,
        /// Tên gọi của máy.
        #[arg(long, default_value = "sokiemtra-field")]
        name: String,
    },
    /// Tải danh sách cuộc kiểm tra và mẫu phiếu (fetch worklist and templates).
    Pull,
    /// Danh sách cuộc kiểm tra (list visits).
    Visits,
    /// Trả lời một mục (answer an item).
    Answer {
        /// Cuộc kiểm tra.
        visit: String,
        /// Mục, ví dụ A02.
        item: ItemId,
        /// Câu trả lời, ví dụ có, KAD, 243/250.
        #[arg(allow_hyphen_values = true)]
        value: String,
        /// Ghi chú cho mục.
        #[arg(long)]
        note: Option<String>,
    },
    /// Ghi chú cho một mục (write an item's note).
    Note {
        /// Cuộc kiểm tra.
        visit: String,
        /// Mục.
        item: ItemId,
        /// Toàn bộ ghi chú.
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Các dòng của nhóm lặp, ví dụ hồ sơ mẫu (rows of a group).
    Row {
        /// Cuộc kiểm tra.
        visit: String,
        /// Nhóm, ví dụ DS.
        group: GroupId,
        /// What to do with a row.
        #[command(subcommand)]
        action: RowAction,
    },
    /// Thêm ảnh minh chứng (add a photo).
    Photo {
        /// Cuộc kiểm tra.
        visit: String,
        /// Mục.
        item: ItemId,
        /// Tệp JPEG, PNG hoặc WebP.
        file: PathBuf,
        /// Chú thích.
        #[arg(long, default_value = "")]
        caption: String,
    },
    /// Ý kiến của đơn vị (the unit's opinion).
    Opinion {
        /// Cuộc kiểm tra.
        visit: String,
        /// Toàn bộ ý kiến.
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Xem một cuộc kiểm tra (show a visit).
    Show(Visit),
    /// Những mục chưa thống nhất (list disagreements).
    Conflicts(Visit),
    /// Thống nhất một mục (settle a disagreement).
    Resolve {
        /// Cuộc kiểm tra.
        visit: String,
        /// Mục, hoặc NHÓM.DÒNG.TRƯỜNG.
        item: String,
        /// Chọn câu trả lời số mấy của `conflicts`.
        #[arg(long)]
        take: usize,
        /// Lý do.
        #[arg(long)]
        reason: String,
    },
    /// Lịch sử của một mục (an item's history).
    History {
        /// Cuộc kiểm tra.
        visit: String,
        /// Mục.
        item: ItemId,
    },
    /// Ký biên bản (sign the minutes).
    Sign {
        /// Cuộc kiểm tra.
        visit: String,
        /// Tư cách ký.
        #[arg(long, value_enum)]
        role: Role,
        /// Họ tên người ký.
        #[arg(long)]
        name: String,
    },
    /// Đồng bộ với máy chủ (exchange with the server).
    Sync,
    /// Tình trạng của máy (state of this tablet).
    Status,
    /// Xuất tệp gói (write a bundle file).
    Export {
        /// Tệp sẽ ghi.
        file: PathBuf,
        /// Chỉ một cuộc kiểm tra.
        #[arg(long)]
        visit: Option<String>,
    },
    /// Nhập tệp gói (take a bundle file).
    Import {
        /// Tệp gói.
        file: PathBuf,
    },
    /// Chạy các lệnh trong tệp hoặc từ đầu vào chuẩn, mỗi dòng một lệnh (run commands, one a line).
    Batch {
        /// Tệp lệnh; không có thì đọc đầu vào chuẩn.
        file: Option<PathBuf>,
        /// Chạy tiếp sau lệnh bị từ chối.
        #[arg(long)]
        keep_going: bool,
    },
}

/// A visit.
#[derive(Debug, Args)]
pub struct Visit {
    /// Cuộc kiểm tra.
    pub visit: String,
}

/// What can be done with a row.
#[derive(Debug, Subcommand)]
pub enum RowAction {
    /// Thêm dòng; in ra mã dòng (add a row, prints its id).
    Add,
    /// Ghi một trường (set a field).
    Set {
        /// Mã dòng.
        row: RowId,
        /// Trường, ví dụ DS04.
        field: FieldId,
        /// Giá trị.
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
    /// Gạch bỏ dòng (strike a row out).
    Remove {
        /// Mã dòng.
        row: RowId,
    },
}

/// In what part somebody signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// Trưởng đoàn.
    Leader,
    /// Thư ký.
    Secretary,
    /// Thành viên.
    Member,
    /// Đại diện đơn vị được kiểm tra.
    Unit,
}

impl From<Role> for SignerRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Leader => SignerRole::Leader,
            Role::Secretary => SignerRole::Secretary,
            Role::Member => SignerRole::Member,
            Role::Unit => SignerRole::Unit,
        }
    }
}
