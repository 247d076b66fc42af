# Tên của phần mềm, đứng đầu mọi trang
app-name = Sổ kiểm tra
# Liên kết cho người dùng bàn phím
skip-to-content = Đến phần nội dung
# Đứng trước mã của yêu cầu, để người quản trị tìm trong nhật ký
request-number = Mã yêu cầu:
to-start-page = Về trang đầu
# Liên kết đến ứng dụng mà đoàn kiểm tra dùng
open-tablet-app = Mở sổ trên máy tính bảng
# Tên của thanh liên kết chính
navigation = Các trang
nav-campaigns = Đợt kiểm tra
nav-organisations = Tổ chức
nav-people = Người dùng
nav-audit = Nhật ký
pages = Trang của danh sách
page-before = ‹ Trang trước
page-after = Trang sau ›
# $number: trang này, $last: trang cuối
page-of = Trang { $number }/{ $last }
other-language = English

## Bắt đầu sử dụng
start-title = Bắt đầu sử dụng
# $done, $all: số bước
start-progress = Đã xong { $done }/{ $all } bước.
start-next = Bước tiếp theo
start-done = Đã xong
start-organisation = Chọn cơ quan sử dụng
start-organisation-help = Cho biết cơ quan của anh/chị, ví dụ Sở Nội vụ. Danh mục tỉnh, xã đã có sẵn.
start-people = Thêm người
start-people-help = Cán bộ thẩm định, lãnh đạo, thành viên đoàn kiểm tra: mỗi người một tài khoản với quyền trong phạm vi của mình.
start-tablets = Ghi danh máy tính bảng
start-tablets-help = Ở trang của mỗi thành viên đoàn, tạo mã ghi danh cho máy của người đó.
start-plan = Lập kế hoạch kiểm tra
start-plan-help = Các đơn vị, đoàn, ngày kiểm tra và mẫu phiếu.

## Design
design-help = Các phần của giao diện trong mọi trạng thái; thêm phần mới thì thêm vào đây.
design-type = Chữ
design-colours = Màu
design-states = Trạng thái
design-messages = Thông báo
design-buttons = Nút
design-fields = Ô nhập
design-tables = Bảng
design-cards = Thẻ
design-work = Việc và quá trình
design-remediation = Khắc phục
design-inbox = Dòng việc chờ
design-review = Một tồn tại khi thẩm định
design-steps = Quá trình khắc phục
design-uploads = Tệp của câu trả lời
design-charts = Biểu đồ
