# Thư điện tử báo việc đang chờ
# $date: ngày
mail-subject = Việc đang chờ anh/chị ngày { $date }
# $name: họ tên
mail-greeting = Kính gửi { $name },
# $date: ngày
mail-intro = Đến ngày { $date }, các việc sau đang chờ anh/chị trong Sổ kiểm tra:
# $unit: đơn vị, $date: ngày kiểm tra
mail-visit = { $unit }, kiểm tra ngày { $date }
# $unit: đơn vị, $date: ngày kiểm tra, $number: số nội dung
mail-visit-questions = { $unit }, kiểm tra ngày { $date }: { $number } nội dung chưa thống nhất
# $unit: đơn vị, $number: số kiến nghị, $content: nội dung, $due: hạn
mail-recommendation = { $unit }, kiến nghị { $number }: { $content } – hạn { $due }
mail-automatic = Thư gửi tự động, mỗi ngày nhiều nhất một thư; xin không trả lời thư này.
mail-switch-off = Không muốn nhận thư nữa, hoặc đổi địa chỉ:
mail-title = Thư đã gửi
# $server: máy chủ thư, $hour: giờ
mail-through = Thư gửi qua { $server }, mỗi ngày từ { $hour }.
mail-is-off = Máy chủ không gửi thư. Muốn gửi, điền phần [mail] trong sokiemtra.toml của thư mục dữ liệu rồi chạy lại máy chủ.
mail-day = Ngày
mail-none = Chưa gửi thư nào.
mail-problem = Trục trặc
# $time: thời điểm
mail-next = thử lại lúc { $time }
# $number: số lần
mail-tries = lần thứ { $number }
mail-state-nothing = Không có việc
mail-state-sending = Đang gửi
mail-state-sent = Đã gửi
mail-state-waiting = Chưa gửi được
mail-state-failed = Không gửi được
mail-state-unsure = Không rõ đã đến chưa
mail-wishes = Thư báo việc
mail-wishes-help = Mỗi ngày nhiều nhất một thư, chỉ khi có việc đang chờ.
mail-wishes-off = Hiện máy chủ chưa được đặt để gửi thư.
mail-address = Địa chỉ thư điện tử
mail-language = Ngôn ngữ của thư
mail-wanted = Gửi thư cho tôi khi có việc đang chờ
mail-address-wrong = Địa chỉ thư chưa đúng. Ghi như ten@example.gov.vn, hoặc để trống. Chưa lưu gì.
mail-saved = Đã lưu cách gửi thư.
language-vi = Tiếng Việt
language-en = English
