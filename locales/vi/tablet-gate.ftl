# Texts around an open book: enrolment, lock screen, how the store was found, sync and storage

app-name = Sổ kiểm tra
continue = Tiếp tục
opening = Đang mở sổ…

# Enrolment
enrol-title = Đăng ký máy
enrol-about = Phòng Nội vụ cấp cho mỗi người một mã dùng một lần. Nhập mã, hoặc đọc mã QR bằng máy ảnh. Lần này cần có mạng.
enrol-server = Máy chủ: { $server }
one-time-code = Mã dùng một lần
device-name = Tên máy, để phòng Nội vụ nhận ra
device-default = Máy tính bảng của đoàn
qr-read = Đọc mã QR
qr-stop = Tắt máy ảnh
enrol-code-first = Hãy nhập mã trước.
enrol-other-code = Mã QR này không phải mã đăng ký.
enrol-elsewhere = Mã này thuộc máy chủ khác. Hãy mở địa chỉ sau rồi đăng ký ở đó:
enrol-asking = Đang hỏi máy chủ…
enrol-locking = Đang tạo khóa cho sổ…
enrolled = Đã đăng ký: { $name }.
back-to-code = Về bước nhập mã
back-to-unlock = Về màn hình mở khóa
fetching-list = Đang tải danh sách cuộc kiểm tra…
fetching-forms = Đang tải mẫu phiếu: { $ready }/{ $all } cuộc kiểm tra đã sẵn sàng
fetching-done = { $all } cuộc kiểm tra đã sẵn sàng; từ giờ không cần mạng.
enter-book = Vào sổ

# PIN
pin = Mã PIN
pin-keys = Bàn phím số
pin-erase = Xóa số cuối
pin-digits = Đã nhập { $count } số
pin-open = Mở
pin-checking = Đang kiểm tra…
pin-setting = Đang đặt…
pin-wrong = PIN chưa đúng.
pin-wait = PIN chưa đúng nhiều lần; thử lại sau { $seconds } giây. Sổ không bị xóa.
pin-choose = Đặt PIN mới, ít nhất { $count } số
pin-repeat = Nhập lại PIN vừa đặt
pin-about = PIN chỉ ở trên máy này và mở sổ cả khi không có mạng. Quên PIN thì xin mã ở phòng Nội vụ, không mất gì.
pin-too-short = PIN cần ít nhất { $count } số.
pin-too-easy = PIN này quá dễ đoán; hãy chọn dãy khác.
pin-differs = Hai lần nhập không giống nhau; hãy đặt lại.
pin-forgotten = Quên PIN
pin-change = Đổi PIN
# Heading over the field for the PIN that is to be replaced
pin-change-old = PIN đang dùng
pin-changed = Đã đổi. Từ nay mở sổ bằng PIN mới; nội dung trong sổ không đổi.
pin-change-not = Thôi
back-to-pin = Về nhập PIN
forgotten-title = Đặt lại PIN của { $name }
forgotten-about = Gọi phòng Nội vụ xin mã dùng một lần và nhập vào đây; cần có mạng một lúc. Nội dung trong sổ không mất.
forgotten-other-person = Mã này là của { $name }. Hãy xin mã cho đúng người.
asking-server = Đang hỏi máy chủ…

# Lock screen
who = Ai đang dùng máy?
# Two books of one person on this tablet
person-book = { $name } – sổ { $number }
one-more-person = Thêm người dùng máy này
keyring-reading = Đang xem trên máy có sổ của ai…
keyring-trouble = Chưa đọc được danh sách sổ trên máy: { $why }. Không có gì bị xóa. Hãy thử lại; nếu vẫn vậy, khởi động lại máy hoặc báo phòng Nội vụ.
locked = Đã khóa
locked-about = Sổ của { $name }. Những gì đang nhập dở vẫn còn nguyên.

# How the store was found
gate-not-opened = Chưa mở được sổ: { $why } Không có gì bị xóa.
gate-not-enrolled = Sổ này chưa đăng ký xong. Hãy đăng xuất, rồi xin phòng Nội vụ một mã mới và đăng ký lại.
gate-lost = { $count } lần ghi bị hỏng ở cả hai nơi lưu trên máy; phần còn lại đã mở được. Vào “Đồng bộ và bộ nhớ” lưu tệp cứu hộ ngay và báo phòng Nội vụ; phần hỏng được để riêng, chưa xóa.
gate-rebuilt-first = Bản thứ nhất trên máy thiếu { $count } lần ghi; đã lấy lại đủ từ bản thứ hai. Không mất gì.
gate-rebuilt-second = Bản thứ hai trên máy thiếu { $count } lần ghi; đã ghi lại đủ từ bản thứ nhất. Không mất gì.
gate-newer = { $count } mục do phiên bản mới hơn ghi; phiên bản này giữ nguyên mà chưa hiện được.
gate-first-copy-closed = Trình duyệt chưa cho ghi vào nơi lưu thứ nhất. Đóng hết các thẻ rồi mở lại; trước đó hãy lưu tệp cứu hộ.
gate-other-closed = Thẻ kia đã đóng. Đăng xuất rồi nhập PIN lại thì ghi được ở thẻ này.

# Sync
arrived = Máy chủ đã nhận
sync-now = Đồng bộ ngay
syncing = Đang đồng bộ…
exchange-never = Chưa đồng bộ lần nào trên máy này.
exchange-running = Đang gửi và nhận…
exchange-checking = Đã gửi; máy chủ đang kiểm tra.
exchange-offline = Chưa tới được máy chủ. Mọi thứ vẫn ở trên máy; máy sẽ tự thử lại.
exchange-stranger = Mạng này không dẫn tới máy chủ, có lẽ cần đăng nhập Wi-Fi trước. Mọi thứ vẫn ở trên máy.
# changes: how many changes written here the server has, photos: 38/40
exchange-done = Đã gửi { $changes } thay đổi, { $photos } ảnh, lúc { $time }.
queue-changes = Câu trả lời, ghi chú
queue-photos = Ảnh
queue-current = Ảnh đang gửi
queue-of = { $sent }/{ $all }, còn { $waiting }
queue-empty = Chưa có gì để gửi
photos-wait-for-wifi = Ảnh đang chờ Wi-Fi
send-photos-now = Gửi ảnh ngay bằng mạng này
aside-title = Máy chủ giữ riêng
aside-about = Những thay đổi này vẫn còn trên máy và trên máy chủ, nhưng chưa vào báo cáo. Phòng Nội vụ sẽ quyết định.
aside-why = Vì { $why }.
aside-other = Ghi chú, ảnh, dòng hoặc chữ ký

# Files
files = Tệp ra và vào
rescue = Lưu tệp cứu hộ
rescue-about = Tệp cứu hộ chứa toàn bộ chữ và ảnh trên máy, đã mã hóa. Máy khác trong đợt hoặc máy chủ nhận được, không cần mạng.
rescue-nothing = Chưa có cuộc kiểm tra nào để lưu.
rescue-save = Lưu hoặc chia sẻ
rescue-making = Đang tạo tệp…
rescue-shared = Đã giao tệp cho ứng dụng vừa chọn.
rescue-downloaded = Tệp nằm trong mục Tải xuống của máy.
rescue-unreadable = Riêng { $count } ảnh không đọc được nên không có trong tệp.
damaged-title = Phần bị hỏng
damaged-about = Những lần ghi hỏng ở cả hai nơi lưu trên máy. Hãy lưu từng tệp và gửi cho phòng Nội vụ: có thể còn cứu được một phần.
damaged-file = { $name }, { $bytes } byte
parcel-title = { $title }, tệp { $number }/{ $of }
parcel-holds = { $visits } cuộc kiểm tra, { $photos } ảnh, khoảng { $megabytes } MB
import = Nhận tệp
import-about = Nhận tệp của máy khác (đuôi .sktb). Nhận hai lần cũng không sao.
import-done = Đã nhận tệp.
import-unlisted = Đã nhận tệp. { $count } cuộc kiểm tra không có trong danh sách của máy này: máy giữ hộ và sẽ chuyển về văn phòng khi đồng bộ.

# Storage
storage = Bộ nhớ của máy
storage-identity = { $name }, máy chủ { $server }
storage-used = Đã dùng { $used } trên { $granted }
copies-two = Hai bản trên máy đều đủ
copies-one = Chỉ một bản trên máy đủ
storage-kept = Trình duyệt hứa giữ dữ liệu
storage-not-kept = Trình duyệt chưa hứa giữ dữ liệu
storage-not-kept-long = Trình duyệt chưa hứa giữ dữ liệu khi máy đầy. Hãy cài ứng dụng vào màn hình chính, rồi hỏi lại ở “Đồng bộ và bộ nhớ”.
storage-ask = Xin trình duyệt giữ dữ liệu
storage-refused = Trình duyệt chưa đồng ý. Cài ứng dụng vào màn hình chính thì thường được.

# Choices
settings = Lựa chọn
wifi-only = Ảnh chỉ gửi khi có Wi-Fi
outdoor = Màn hình ngoài trời, tương phản mạnh
language = Ngôn ngữ
lock-after = Tự khóa khi không chạm
lock-minutes = sau { $count } phút
lock-now = Khóa ngay
log-out = Đăng xuất
log-out-about = Đăng xuất không xóa gì; lần sau mở lại bằng PIN.
log-out-held = Có nội dung chưa lưu được; hãy chạm “Thử lại” ở băng đỏ trước khi đăng xuất.

# The version of the app
version = Phiên bản
version-looking = Đang hỏi máy chủ…
version-newest = Đang dùng phiên bản mới nhất mà máy đã thấy; mở được khi không có mạng.
version-not-kept = Ứng dụng chưa được giữ trên máy này: cần mạng để mở. Hãy mở lại khi có mạng.
version-downloading = Đang tải phiên bản mới về; phiên bản này vẫn dùng được.
version-ready = Phiên bản mới đã sẵn sàng.
version-failed = Chưa tải được phiên bản mới; phiên bản này vẫn dùng được.
version-replaced = Một thẻ khác đã đổi sang phiên bản mới; trang này cần mở lại.
version-look = Tìm phiên bản mới
version-change = Đổi sang phiên bản mới
version-changing = Đang chuyển sang phiên bản mới, có thể mất nửa phút; dữ liệu vẫn còn nguyên.
version-later = Để sau
