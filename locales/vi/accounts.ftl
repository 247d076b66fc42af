# Nhan đề trang đăng nhập
log-in-title = Đăng nhập
log-in-name = Tên đăng nhập
log-in-password = Mật khẩu
# Nút chính của trang đăng nhập
log-in-action = Đăng nhập
# Hiện khi tên hoặc mật khẩu sai; không nói cái nào sai
log-in-wrong = Tên đăng nhập hoặc mật khẩu không đúng. Mời nhập lại.
# $minutes: số phút phải chờ
log-in-wait = Đã nhập sai nhiều lần. Mời thử lại sau { $minutes } phút.
log-out = Đăng xuất
log-in-other = Đăng nhập bằng tài khoản khác

## Xác thực hai bước
code-title = Xác thực hai bước
code-help = Mở ứng dụng xác thực trên điện thoại và nhập mã 6 chữ số đang hiện.
code-label = Mã xác thực
code-action = Tiếp tục
code-lost = Không có điện thoại bên cạnh: nhập một mã dự phòng đã lưu. Mất cả hai: nhờ người quản trị gửi liên kết mới.
code-wrong = Mã không đúng. Mời nhập mã đang hiện trong ứng dụng.
code-replayed = Mã này đã được dùng. Mời chờ mã tiếp theo (trong 30 giây) rồi nhập lại.
factor-title = Xác thực hai bước
factor-required = Công việc của anh/chị cần xác thực hai bước: ngoài mật khẩu, mỗi lần đăng nhập nhập thêm một mã trong điện thoại. Thiết lập một lần, chừng một phút.
factor-offered = Ngoài mật khẩu, mỗi lần đăng nhập nhập thêm một mã trong điện thoại; người biết mật khẩu cũng không vào được.
factor-step-app = Cài một ứng dụng xác thực trên điện thoại, ví dụ Google Authenticator, Microsoft Authenticator hoặc FreeOTP.
factor-step-scan = Trong ứng dụng, chọn thêm tài khoản rồi quét mã này:
factor-step-code = Nhập mã 6 chữ số mà ứng dụng hiện ra
factor-qr = Mã QR để thêm tài khoản vào ứng dụng xác thực
factor-by-hand = Không quét được? Nhập khóa này bằng tay:
factor-action = Bật xác thực hai bước
factor-done = Đã bật xác thực hai bước.
factor-on = Đã bật xác thực hai bước
factor-off = Chưa bật xác thực hai bước
factor-set-up = Thiết lập
factor-remove = Tắt xác thực hai bước
factor-removed = Đã tắt xác thực hai bước.
factor-code-now = Mã xác thực hiện tại
recovery-title = Mã dự phòng
recovery-help = Mỗi mã dùng được một lần, khi không có điện thoại. Mời in hoặc chép ra giấy và cất nơi an toàn: các mã này không hiện lại.
recovery-kept = Tôi đã lưu các mã này
# $number: số mã
recovery-left = Còn { $number } mã dự phòng chưa dùng.
recovery-new = Tạo mã dự phòng mới

## Mật khẩu
welcome-title = Đặt mật khẩu
# $name: họ và tên
welcome-heading = Chào { $name }
welcome-help = Mời đặt mật khẩu cho tài khoản của mình. Liên kết này chỉ dùng được một lần.
password-title = Đổi mật khẩu
password-current = Mật khẩu hiện tại
password-new = Mật khẩu mới
password-again = Nhập lại mật khẩu mới
password-rules = Ít nhất 12 ký tự. Một câu vài từ dễ nhớ là tốt; không cần chữ hoa hay ký hiệu. Không dùng tên mình hoặc mật khẩu phổ biến.
password-set = Đặt mật khẩu và tiếp tục
password-change = Đổi mật khẩu
password-changed = Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.
password-current-wrong = Mật khẩu hiện tại không đúng. Chưa có gì thay đổi.
password-differs = Hai lần nhập mật khẩu không giống nhau.
# $shortest: số ký tự ít nhất; mọi câu dưới đây đều nhận biến này
password-too-short = Mật khẩu quá ngắn: cần ít nhất { $shortest } ký tự.
password-too-long = Mật khẩu quá dài.
password-common = Mật khẩu này nằm trong số những mật khẩu bị thử đầu tiên. Mời chọn một câu khác.
password-own-name = Mật khẩu gần như chỉ gồm tên người hoặc tên phần mềm. Mời chọn một câu khác.
password-not-kept = Chưa lưu được mật khẩu. Mời thử lại.

## Tài khoản của mình
own-title = Tài khoản của tôi
sessions-title = Phiên đăng nhập
sessions-help = Nơi tài khoản đang được dùng. Thấy phiên lạ: kết thúc phiên đó và đổi mật khẩu.
sessions-none = Không có phiên nào.
session-this = Phiên này
session-end = Kết thúc
sessions-end-others = Kết thúc mọi phiên khác
sessions-end-all = Kết thúc mọi phiên
sessions-ended = Đã kết thúc phiên.
log-ins-title = Các lần đăng nhập gần đây
log-ins-none = Chưa đăng nhập lần nào.
browser-unknown = Trình duyệt khác
column-browser = Trình duyệt
column-address = Địa chỉ mạng
column-begun = Đăng nhập lúc
column-used = Dùng gần nhất
column-action = Thao tác
column-time = Thời gian
column-what = Việc

## Người dùng
people-title = Người dùng
people-search = Tìm theo tên, tên đăng nhập, chức vụ
people-none = Chưa có ai. Mời thêm người đầu tiên.
people-not-found = Không có ai phù hợp. Thử ít từ hơn; có thể gõ không dấu.
# $number: số người
people-count = { $number } người
column-name = Họ và tên
column-organisation = Cơ quan
column-rights = Quyền
column-devices = Máy tính bảng
column-account = Tài khoản
column-state = Tình trạng
account-none = Chưa có tài khoản
account-open = Đang dùng
account-invited = Đã gửi liên kết
account-locked = Đã khóa
person-add = Thêm người
person-add-action = Thêm người này
person-name = Họ và tên
person-position = Chức vụ
person-organisation = Cơ quan công tác
person-user-name = Tên đăng nhập (không bắt buộc)
person-user-name-help = Để trống: lấy từ họ tên, ví dụ nguyen-van-an.
person-details = Thông tin
person-no-name = Chưa nhập họ và tên.
user-name-malformed = Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.
user-name-taken = Đã có người mang tên đăng nhập này.
organisation-help = Gõ vài chữ, không dấu cũng được; nếu có nhiều cơ quan trùng tên, trang sẽ hỏi lại.
organisation-which = Chọn một cơ quan
organisation-unknown = Không tìm thấy cơ quan này trong phạm vi anh/chị quản lý.
organisation-several = Có nhiều cơ quan phù hợp. Mời chọn một.
save-action = Lưu
search-action = Tìm

## Quyền
rights-title = Quyền
rights-none = Chưa có quyền nào: người này chưa xem được trang nào của văn phòng.
right-first = Quyền đầu tiên
right-none-yet = Chưa cấp quyền
right-role = Vai trò
right-where = Trong cơ quan (và mọi đơn vị bên dưới)
right-from = Từ ngày
right-to = Đến ngày
right-to-optional = Đến ngày (không bắt buộc)
right-open-end = đến khi thu hồi
right-valid = Đang có hiệu lực
right-future = Chưa đến ngày
right-past = Đã hết hạn
right-withdrawn = Đã thu hồi
right-withdraw = Thu hồi
right-grant = Cấp thêm quyền
right-grant-action = Cấp quyền
right-no-role = Chưa chọn vai trò.
right-no-date = Ngày không hợp lệ.
right-ends-before = Ngày kết thúc đứng trước ngày bắt đầu.
role-inspector = Thành viên đoàn kiểm tra
role-team-leader = Trưởng đoàn
role-team-secretary = Thư ký đoàn
role-reviewer = Cán bộ thẩm định
role-office-leader = Lãnh đạo cơ quan
role-commune-officer = Cán bộ đơn vị được kiểm tra
role-catalogue-owner = Quản lý mẫu phiếu và danh mục
role-administrator = Quản trị hệ thống
role-viewer = Chỉ xem

## Tài khoản của người khác
account-title = Tài khoản
account-outranks = Người này có quyền ngoài phạm vi anh/chị quản lý; tài khoản do người quản trị cấp trên giữ.
account-lock = Khóa tài khoản
account-lock-help = Khóa: không đăng nhập được nữa và mọi phiên kết thúc. Những gì đã ghi được giữ nguyên.
account-unlock = Mở khóa tài khoản
link-offer = Liên kết dùng một lần để người này tự đặt mật khẩu. Liên kết trước (nếu có) hết hiệu lực.
link-without-factor = Đồng thời gỡ xác thực hai bước (khi mất điện thoại)
link-action = Tạo liên kết
link-title = Liên kết dùng một lần
# $days: số ngày
link-help = Gửi cho đúng người này. Dùng được một lần trong { $days } ngày; liên kết không hiện lại.
person-done-da-them = Đã thêm. Bước tiếp theo: tạo liên kết để người này đặt mật khẩu.
person-done-da-sua = Đã lưu.
person-done-da-cap-quyen = Đã cấp quyền.
person-done-da-thu-hoi = Đã thu hồi quyền.
person-done-da-het-phien = Đã kết thúc phiên.
person-done-da-khoa = Đã khóa tài khoản.
person-done-da-mo-khoa = Đã mở khóa tài khoản.
devices-title = Máy tính bảng
devices-none = Chưa có máy nào.
column-device = Máy
column-enrolled = Ghi danh lúc
column-seen = Đồng bộ gần nhất
device-never = Chưa lần nào
device-active = Đang dùng
device-revoked = Đã thu hồi
device-code-offer = Mã ghi danh cho một máy tính bảng của người này, dùng một lần trong 72 giờ.
device-code-action = Tạo mã ghi danh
device-code-title = Mã ghi danh máy tính bảng
device-code-help = Trên máy tính bảng, mở trang của máy chủ này và nhập mã. Mã không hiện lại.

# Identities of another provider
identity-title = Đăng nhập bằng tài khoản khác
identity-log-in = Đăng nhập bằng { $name }
identity-leave = Bạn sẽ sang trang của { $name } để xác nhận, rồi quay lại đây. Sổ kiểm tra không thấy mật khẩu bên đó.
identity-go = Sang { $name }
identity-again = Về trang đăng nhập
identity-expired = Lần đăng nhập bằng { $name } này đã hết hạn hoặc bắt đầu ở trình duyệt khác. Hãy bắt đầu lại.
identity-refused = { $name } chưa xác nhận bạn. Hãy thử lại, hoặc đăng nhập bằng mật khẩu.
identity-taken = Tài khoản { $name } này đã liên kết với người khác. Hãy báo quản trị viên nếu đó là tài khoản của bạn.
identity-unknown = Tài khoản { $name } này chưa liên kết với ai. Hãy đăng nhập bằng mật khẩu, rồi liên kết ở trang “Tài khoản”.
identity-on = Đã liên kết với { $name }
identity-offered = Có thể liên kết với { $name } để lần sau đăng nhập không cần mật khẩu. Bước xác nhận thứ hai vẫn được hỏi.
identity-link = Liên kết với { $name }
identity-unlink = Gỡ liên kết
identity-linked = Đã liên kết.
identity-unlinked = Đã gỡ liên kết.
