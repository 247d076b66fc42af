# Cơ quan, đơn vị và đơn vị hành chính
organisations-title = Cơ quan, đơn vị
organisations-search = Tìm đơn vị
organisations-search-help = Gõ tên, không dấu cũng được, hoặc mã đơn vị; thêm tên tỉnh nếu trùng: hoa thanh tay ninh.
organisations-day = Theo ngày (để trống: hôm nay)
# $number: số đơn vị
organisations-count = Danh mục có { $number } đơn vị hành chính đang hoạt động.
organisations-top = Cấp trên cùng
organisations-found = Kết quả
organisations-former = Đơn vị cũ (trước 01/07/2025)
organisations-not-found = Không tìm thấy đơn vị nào. Thử ít chữ hơn, hoặc chọn một ngày khác.
organisation-kind = Loại
organisation-code = Mã
organisation-above = Trực thuộc
# $day: ngày
organisation-from = từ { $day }
organisation-until = đến hết { $day }
# $number: số đơn vị
organisation-below = Đơn vị trực thuộc ({ $number })
organisation-name = Tên
organisation-add = Thêm cơ quan
organisation-add-action = Thêm cơ quan này
organisation-add-help = Dùng cho sở, phòng, đoàn kiểm tra, cơ quan khác. Tỉnh, xã lấy từ danh mục đơn vị hành chính.
organisation-no-name = Chưa nhập tên.
organisation-no-kind = Chưa chọn loại.
organisation-change = Thay đổi cơ quan này
organisation-change-help = Thay đổi có hiệu lực từ ngày ghi dưới đây; tên và vị trí trước đó còn trong lịch sử.
organisation-ends = Kết thúc hoạt động kể từ ngày này
organisation-done-da-them = Đã thêm cơ quan.
organisation-done-da-doi = Đã lưu thay đổi.
organisation-refused-ngay-sai = Ngày không hợp lệ: phải sau ngày bắt đầu của tên hiện tại. Chưa có gì thay đổi.
organisation-refused-cap-tren-sai = Cơ quan cấp trên không đúng hoặc chưa rõ. Chưa có gì thay đổi.
organisation-refused-ten-sai = Thiếu tên hoặc loại. Chưa có gì thay đổi.
office-is = Cơ quan sử dụng:
office-change = Đổi
office-help = Cơ quan đang dùng phần mềm này. Người mới thêm sẽ mặc định thuộc về đây; có thể đổi sau.
office-action = Chọn cơ quan này
office-other = Không có trong danh sách: thêm cơ quan

## Lịch sử
history-unknown-day = Không rõ ngày
# $name: tên
history-first = { $name } (không có thông tin trước đó)
history-replaces = Thành lập { $name }, thay thế:
history-split-off = Thành lập { $name }, tách ra từ:
history-merged-from = Thành lập { $name } do sáp nhập:
# $before, $after: tên trước và sau
history-renamed = Đổi tên: { $before } → { $after }
history-kind = Chuyển loại: { $before } → { $after }
history-moved = Chuyển đơn vị cấp trên: { $before } → { $after }
history-took-in = Nhập thêm:
history-ended = Kết thúc hoạt động
history-merged-into = Sáp nhập vào:
history-divided = Chia thành:

## Nhập danh mục
import-title = Nhập danh mục đơn vị
import-help = Tệp CSV (UTF-8) chứa toàn bộ danh mục, cùng dạng với tệp tải từ trang này. Trước khi ghi, trang cho xem những gì sẽ thay đổi.
import-file = Tệp danh mục
import-action = Xem trước thay đổi
# $file: tên tệp
import-preview = Tệp { $file } sẽ thay đổi những mục dưới đây. Chưa có gì được ghi.
import-apply = Ghi các thay đổi này
import-cancel = Thôi
# $number: số đơn vị, trong các câu dưới đây
import-same = Danh mục đã giống hệt tệp này ({ $number } dòng). Không có gì thay đổi.
import-added = Thêm { $number }
import-changed = Sửa { $number }
import-removed = Bỏ { $number }
import-more = và { $number } mục nữa
# $number: số lỗi, $file: tên tệp
import-mistakes = { $number } lỗi trong tệp { $file }
import-nothing-changed = Chưa có gì được ghi. Mời sửa các dòng này rồi gửi lại.
import-line = Dòng
import-mistake = Lỗi
row-table = Dòng không đúng dạng bảng: { $what }
row-bad-code = Mã “{ $text }” không đúng: cần 2, 3 hoặc 5 chữ số.
row-no-name = Thiếu tên.
row-unknown-kind = Không có loại “{ $kind }”.
row-code-level = Mã { $code } không đúng cấp: loại này có mã { $digits } chữ số.
row-bad-date = “{ $text }” không phải ngày dạng YYYY-MM-DD.
row-ends-before = Ngày kết thúc đứng trước ngày bắt đầu.
row-overlap = Mã { $code } trùng thời gian với dòng { $line }.
row-no-parent = Thiếu đơn vị cấp trên.
row-parent-level = { $parent } không thể là đơn vị cấp trên của loại này.
row-unknown-parent = Đơn vị cấp trên { $parent } không có trong suốt thời gian này.
row-unknown-predecessor = Không có đơn vị { $code } vào ngày trước đó.
