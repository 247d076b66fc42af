# Máy tính bảng: danh sách, ghi danh, từng máy, máy bị mất, thay đổi để riêng
nav-devices = Máy tính bảng
devices-search = Tìm theo tên người
devices-list-none = Chưa có máy tính bảng nào. Bấm “Ghi danh máy” để tạo mã cho máy đầu tiên.
devices-not-found = Không có máy nào của người này.
# $number: số máy
devices-count = { $number } máy
device-whose = Của ai
device-name = Tên máy
# $person: tên người
device-of = Máy của { $person }
device-last-sync = Đồng bộ gần nhất
device-quiet = hơn 7 ngày
device-unsent = Việc chưa gửi
# $number: số ảnh
device-unsent-photos = { $number } ảnh
device-unsent-none = Không có
device-open-visits = Cuộc chưa ký
device-clock = Đồng hồ
device-clock-right = Đúng giờ
# $span: khoảng thời gian
device-clock-fast = Nhanh { $span }
device-clock-slow = Chậm { $span }
# $number: số lượng
device-minutes = { $number } phút
device-hours = { $number } giờ
device-days = { $number } ngày
device-room = Chỗ trống
device-version = Phiên bản
device-untold = Không rõ
# $number: số thay đổi
device-aside = { $number } thay đổi để riêng

## Ghi danh
device-enrol = Ghi danh máy
device-for-whom = Máy của ai?
# $number: số máy
device-has = đang có { $number } máy
device-more-people = Còn nhiều người nữa: gõ tên để tìm.
# $person: tên người
device-code-for = Mã ghi danh máy của { $person }
device-code-qr = Mã QR để ghi danh máy tính bảng
device-step-open = Trên máy tính bảng, mở trang /tablet của máy chủ này.
device-step-scan = Quét mã QR này, hoặc gõ mã ở trên.
device-step-pin = Chủ máy tự đặt mã PIN. Xong.
# $until: ngày giờ
device-code-until = Mã dùng một lần, đến { $until }. Mã không hiện lại sau khi rời trang này.
device-codes-unused = Mã chưa dùng
device-codes-none = Không có mã nào đang chờ dùng.
device-code-made = Tạo lúc
device-code-expires = Dùng được đến
device-code-withdraw = Thu hồi mã
device-done-da-thu-hoi-ma = Đã thu hồi mã; mã đó không dùng được nữa.
device-done-da-thu-hoi = Đã thu hồi máy. Những gì máy gửi từ nay được để riêng, chờ quyết định.

## Một máy
device-works = Các cuộc kiểm tra của máy này
device-works-none = Máy này chưa có cuộc kiểm tra nào.
device-answers = Câu trả lời từ máy này
device-visit-photos = Ảnh của cuộc kiểm tra
device-last-work = Nhận lần cuối
# $here: ảnh đã đến, $all: tất cả
device-photos-here = { $here }/{ $all } ảnh đã đến
device-nothing-yet = Chưa nhận gì
device-visit-cancelled = Đã hủy
device-visit-signed = Đã ký
device-revoke = Thu hồi máy
device-revoke-help = Máy không nhận thêm gì nữa và chữ ký mới của nó không được tính. Những gì đã nhận trước đó vẫn giữ nguyên.
device-revoke-reason = Lý do
device-no-reason = Chưa ghi lý do. Chưa có gì thay đổi.
device-later = Nếu sau này máy còn gửi việc về
device-later-await = Có thể là việc thật của người dùng máy: để riêng và đề nghị nhận
device-later-distrust = Máy có thể ở trong tay người lạ: để riêng và đề nghị để ngoài

## Máy bị mất
lost-link = Máy bị mất?
lost-title = Máy bị mất
lost-revoke = Thu hồi máy này
# $person, $device: tên người và tên máy
lost-which = Máy “{ $device }” của { $person }
# $at: ngày giờ
lost-printed = Tình hình lúc { $at }
lost-not-revoked = Máy này chưa bị thu hồi: ai cầm máy và biết mã PIN vẫn gửi được dữ liệu.
lost-maybe = Có thể chưa về đến máy chủ
# $at: ngày giờ
lost-since = Mọi việc làm trên máy sau { $at } (lần đồng bộ cuối).
lost-never = Máy chưa đồng bộ lần nào: mọi việc làm trên máy.
# $number: số ảnh
lost-photos = { $number } ảnh mà máy báo là chưa gửi.
lost-no-photos = Ở lần đồng bộ cuối, máy báo đã gửi hết ảnh.
lost-nothing = có trong danh sách của máy, chưa nhận gì.
lost-here = Đã có trên máy chủ
lost-nothing-here = Chưa có gì của máy này trên máy chủ.
# $number: số ảnh
lost-photos-missing = thiếu { $number } ảnh
lost-copies = Máy khác có bản sao
lost-no-copies = Không có máy nào khác trong đoàn.
lost-copy-whole = có đủ những gì máy chủ có
lost-copy-part = chưa đồng bộ từ khi nhận việc này
lost-copy-never = chưa đồng bộ lần nào
# $at: ngày giờ
lost-copy-seen = đồng bộ lúc { $at }
lost-next = Việc cần làm
lost-step-revoke = Thu hồi máy, ghi lý do.
lost-step-mates = Nhờ các thành viên trong đoàn đồng bộ máy của mình: máy của họ có thể đang giữ việc đã nhận trực tiếp từ máy bị mất.
lost-step-new = Ghi danh máy mới; người dùng nhận lại các cuộc kiểm tra từ máy chủ.

## Thay đổi để riêng
aside-title = Thay đổi để riêng
aside-help = Những thay đổi không ghi vào hồ sơ được ngay. Không thay đổi nào bị xóa; người quản lý máy quyết định nhận hoặc để ngoài.
# $number: số thay đổi
aside-waiting = { $number } thay đổi để riêng đang chờ quyết định
aside-none = Không có thay đổi nào chờ quyết định.
aside-decided = Đã quyết định để ngoài
aside-author = Của ai
aside-nobody = Không rõ: không máy nào ký
# $who: người và máy
aside-carried-by = do { $who } mang về
aside-carrier = Máy mang về
aside-why = Vì sao
aside-number = Thay đổi
aside-newest = Nhận lúc
aside-unknown-visit = Cuộc kiểm tra không có ở đây
aside-visit-id = Mã của cuộc kiểm tra
aside-day = Ngày kiểm tra
# $number: số thay đổi
aside-changes = { $number } thay đổi
aside-says = Nội dung
aside-when = Khi nào
# $at: ngày giờ
aside-received = nhận { $at }
# $size: số byte
aside-unreadable = Không đọc được ({ $size } byte)
aside-download = Tải về
# $number: số thay đổi
aside-more = và { $number } thay đổi nữa
aside-kept-out = Để ngoài
aside-decision = Quyết định
aside-accept = Nhận: ghi vào hồ sơ với tên người đã viết
aside-keep-out = Để ngoài: không ghi vào hồ sơ, vẫn giữ lại ở đây
aside-never = Những thay đổi này không thể ghi vào hồ sơ được. Có thể tải về để xem xét, rồi để ngoài.
aside-reason = Lý do
aside-decide = Ghi quyết định
aside-no-reason = Chưa ghi lý do. Chưa có gì thay đổi.
aside-no-decision = Chưa chọn nhận hay để ngoài. Chưa có gì thay đổi.
aside-distrusted = Khi thu hồi máy, cơ quan đã ghi rằng máy có thể ở trong tay người lạ.
aside-done-da-nhan = Đã nhận. Các thay đổi được kiểm tra lần nữa và hiện trong hồ sơ sau vài giây.
aside-done-da-nhan-mot-phan = Đã nhận những gì nhận được. Phần còn lại vẫn để riêng; mở ra để xem vì sao.
aside-done-da-de-ngoai = Đã để ngoài. Có thể đổi quyết định sau.
aside-row-added = Thêm một dòng vào { $group }
# $group: tên nhóm dòng
aside-row-removed = Gạch bỏ một dòng của { $group }
# $item: nội dung
aside-photo = Ảnh cho { $item }
# $name: tên người
aside-signature = Chữ ký của { $name }
# $item: nội dung, $text: chữ viết thêm, $gone: số ký tự bị xóa
aside-note = Ghi chú của { $item }: thêm “{ $text }”, xóa { $gone } ký tự
# $text: chữ viết thêm, $gone: số ký tự bị xóa
aside-opinion = Ý kiến của đơn vị: thêm “{ $text }”, xóa { $gone } ký tự
# $key: khóa lạ
aside-unknown = Nội dung lạ: { $key }
aside-reason-malformed = Không đúng dạng
aside-reason-malformed-help = Không phần mềm nào đọc được; chỉ có thể để ngoài.
aside-reason-unknown-visit = Máy chủ không có cuộc kiểm tra này
aside-reason-unknown-visit-help = Nhận được sau khi cuộc kiểm tra có trong kế hoạch.
aside-reason-not-assigned = Người viết không thuộc đoàn
aside-reason-not-assigned-help = Có thể nhận nếu người này thật sự đã làm việc đó.
aside-reason-device-revoked = Máy đã bị thu hồi
aside-reason-device-revoked-help = Có thể nhận nếu việc được làm khi máy còn ở trong tay người dùng.
aside-reason-not-signed = Không máy nào ký
aside-reason-not-signed-help = Không biết ai viết nên không nhận được. Máy đã viết sẽ ký khi đồng bộ lần sau.
aside-reason-sequence-reused = Trùng số với thay đổi khác
aside-reason-sequence-reused-help = Sổ trên máy đã được sao chép hoặc phục hồi; máy tự viết lại việc này.
aside-reason-wrong-order = Số thứ tự không khớp
aside-reason-wrong-order-help = Không ghép vào hồ sơ được.
aside-reason-unmergeable = Làm hỏng hồ sơ nếu ghép
aside-reason-unmergeable-help = Không bao giờ ghép được; chỉ có thể để ngoài.
aside-reason-unknown-content = Nội dung không có trong mẫu phiếu
aside-reason-unknown-content-help = Không bao giờ ghép được; chỉ có thể để ngoài.
aside-reason-builds-on = Dựa trên thay đổi để riêng
aside-reason-builds-on-help = Tự vào hồ sơ khi thay đổi kia được nhận.
