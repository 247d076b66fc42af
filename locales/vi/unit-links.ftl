# Liên kết riêng để đơn vị trả lời kiến nghị
unit-link-title = Liên kết riêng cho đơn vị
unit-link-help = Mở các kiến nghị của đơn vị này, và chỉ của đơn vị này, không cần mật khẩu. Mỗi liên kết dành cho một người, dùng một lần. In ra hoặc gửi thư cho người đó.
unit-link-new = Tạo liên kết
unit-link-name = Họ và tên người nhận
unit-link-email = Gửi đến thư điện tử (nếu có)
unit-link-bad-email = Địa chỉ thư chưa đúng. Chưa tạo liên kết.
unit-link-sent = Đã gửi liên kết đến { $email }.
unit-link-not-sent = Chưa gửi được đến { $email }: { $why }. Liên kết dưới đây vẫn dùng được; hãy in ra, hoặc tạo lại để gửi lần nữa.
unit-link-letter-subject = Kiến nghị sau kiểm tra của { $unit }
unit-link-letter =
    Kính gửi { $name },

    Kết quả kiểm tra cải cách hành chính của { $unit } có những kiến nghị cần khắc phục. Liên kết sau mở các kiến nghị ấy, và chỉ của đơn vị này:

    { $link }

    Liên kết dành cho riêng anh/chị, mở được một lần, đến { $until }. Xin đừng chuyển cho người khác.

    Thư này do máy gửi, xin không trả lời.
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
