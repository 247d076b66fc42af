# Tên của phần mềm, đứng đầu mọi trang
app-name = Sổ kiểm tra
# Liên kết cho người dùng bàn phím
skip-to-content = Đến phần nội dung
# Đứng trước mã của yêu cầu, để người quản trị tìm trong nhật ký
request-number = Mã yêu cầu:
to-start-page = Về trang đầu
# Liên kết đến ứng dụng mà đoàn kiểm tra dùng
open-tablet-app = Mở sổ trên máy tính bảng
