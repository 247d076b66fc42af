# Liên kết riêng để đơn vị trả lời kiến nghị
unit-link-title = Liên kết riêng cho đơn vị
unit-link-help = Mở các kiến nghị của đơn vị này, và chỉ của đơn vị này, không cần mật khẩu. Mỗi liên kết dành cho một người, dùng một lần. In ra hoặc gửi thư cho người đó.
unit-link-new = Tạo liên kết
unit-link-name = Họ và tên người nhận
unit-link-make = Tạo liên kết
unit-link-nameless = Cần ghi họ và tên người nhận. Chưa tạo liên kết.
# $name: họ và tên
unit-link-for = Liên kết của { $name }
unit-link-qr = Mã QR của liên kết
# $until: thời điểm
unit-link-until = Dùng được đến { $until }.
unit-link-once = Liên kết chỉ hiện ở đây một lần.
unit-link-list = Các liên kết đã tạo
unit-link-none = Chưa tạo liên kết nào.
unit-link-waits = Chưa dùng
# $at: thời điểm
unit-link-used = Đã mở { $at }
unit-link-withdrawn = Đã thu hồi liên kết; phiên làm việc mở bằng liên kết ấy đã đóng.
unit-link-to = Liên kết riêng cho đơn vị trả lời
# $name: họ và tên
unit-link-heading = Chào { $name }
unit-link-open-help = Liên kết này mở các kiến nghị mà đơn vị của anh/chị cần khắc phục. Liên kết chỉ mở được một lần, trên máy này.
unit-link-open = Mở các kiến nghị
deed-unit-link-made = Tạo liên kết riêng cho đơn vị
deed-unit-link-withdrawn = Thu hồi liên kết riêng của đơn vị
