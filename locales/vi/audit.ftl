# Nhật ký: ai đã làm gì, lúc nào, từ đâu
audit-title = Nhật ký hệ thống
audit-who = Ai
audit-what = Việc
audit-any = Mọi việc
audit-text = Nội dung
audit-from = Từ ngày
audit-until = Đến ngày
audit-number = Số
audit-subject = Đối tượng
audit-change = Thay đổi
audit-none = Không có dòng nào phù hợp.
audit-older = Cũ hơn ›
# $number: số dòng; sau câu này là mã của dòng cuối
audit-head = Nhật ký có { $number } dòng, mỗi dòng gắn với dòng trước. Ghi lại mã của dòng cuối ở nơi khác để sau này kiểm tra bằng lệnh sokiemtra audit verify:
audit-command-line = Dòng lệnh máy chủ
export-csv = Tải bảng CSV

## Tên các việc
deed-logged-in = Đăng nhập
deed-logged-out = Đăng xuất
deed-log-in-failed = Đăng nhập không thành công
deed-account-set = Lập tài khoản
deed-account-locked = Khóa tài khoản
deed-account-unlocked = Mở khóa tài khoản
deed-invitation-made = Tạo liên kết dùng một lần
deed-password-set = Đặt mật khẩu
deed-second-factor-set-up = Bật xác thực hai bước
deed-second-factor-removed = Tắt xác thực hai bước
deed-recovery-codes-made = Tạo mã dự phòng
deed-session-ended = Kết thúc phiên
deed-sessions-ended = Kết thúc các phiên
deed-person-added = Thêm người
deed-person-changed = Sửa thông tin người
deed-right-granted = Cấp quyền
deed-right-withdrawn = Thu hồi quyền
deed-enrolment-code-made = Tạo mã ghi danh máy
deed-device-enrolled = Ghi danh máy
deed-device-revoked = Thu hồi máy
deed-campaign-imported = Nhập kế hoạch
deed-units-imported = Nhập danh mục đơn vị
deed-organisation-added = Thêm cơ quan
deed-organisation-changed = Sửa cơ quan
deed-office-chosen = Chọn cơ quan sử dụng
deed-restored = Phục hồi từ bản sao
