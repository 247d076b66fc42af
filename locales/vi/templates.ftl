# Các mẫu phiếu kiểm tra: danh sách, từng bản, tải lên, so sánh, làm thử
nav-templates = Mẫu phiếu
templates-title = Mẫu phiếu
templates-none = Chưa công bố mẫu phiếu nào.
template-name = Mẫu phiếu
# $id: mã của mẫu, $edition: số của bản
template-edition-of = { $id }, bản { $edition }
template-draft = Bản thảo
template-drafts = Bản thảo
template-published = Đã công bố
template-published-at = Công bố lúc
template-frozen-mark = Đã công bố, không sửa được nữa
template-valid = Dùng cho các cuộc kiểm tra
# $from, $to: ngày
template-from = từ { $from }
template-until = đến hết { $to }
template-between = từ { $from } đến hết { $to }
template-items-column = Nội dung
# $number: số nội dung
template-items = { $number } nội dung
template-used = Dùng ở
# $campaigns: số đợt, $visits: số cuộc
template-used-by = { $campaigns } đợt kiểm tra, { $visits } cuộc
template-unused = Chưa dùng ở đâu
template-file = Tệp
template-uploaded-by = Người tải lên
template-weights = Điểm từng phần
template-content = Nội dung mẫu phiếu
template-sections = Các phần của mẫu phiếu
template-groups = Nhóm dòng (hồ sơ mẫu, vắng mặt…)
template-parameters = Chỉ tiêu
# Căn cứ chưa ai so với Công báo
template-unconfirmed = cần đối chiếu
# $number: số nội dung
template-unconfirmed-count = { $number } nội dung có căn cứ cần đối chiếu với Công báo.
template-informs = Không tính điểm
# $points: điểm
template-points = { $points } điểm
# $share: phần trăm
template-share = hưởng { $share } %
# $target: số hoặc tên chỉ tiêu
template-target = chỉ tiêu { $target }
# $rule: tử số / mẫu số
template-computed = tự tính: { $rule }
template-required = bắt buộc
template-optional = có thể để trống
# $days: số ngày
template-days-working = trong { $days } ngày làm việc
template-days-calendar = trong { $days } ngày
# $value: giá trị khi không có dòng nào khớp
parameter-default = Mặc định: { $value }
# $code: mã tỉnh
parameter-province = tỉnh { $code }
# $year: năm
parameter-year = năm { $year }

## Dạng trả lời
kind-yes-no = Có/không (“không” là chưa đạt)
kind-yes-no-bad = Có/không (“có” là chưa đạt)
kind-single = Chọn một
kind-multi = Chọn nhiều
kind-integer = Số nguyên
kind-decimal = Số
kind-ratio = Tỷ lệ
kind-date = Ngày
kind-moment = Ngày giờ
kind-text = Văn bản
kind-figures = Nhóm số liệu
kind-periods = Các khoảng thời gian
evidence-on-finding = Cần ảnh khi có tồn tại
evidence-always = Cần ảnh khi có tồn tại; nên có cả khi không

## Tên các trường, khi đọc và khi so sánh
template-field = Trường
template-field-title = Tên mẫu phiếu
template-field-label = Câu hỏi
template-field-valid = Thời gian dùng
template-field-values = Giá trị
template-field-section = Phần
template-field-hint = Hướng dẫn
template-field-kind = Dạng trả lời
template-field-weight = Điểm
template-field-visible = Chỉ hỏi khi
template-field-constraint = Ràng buộc
template-field-score = Quy tắc điểm
template-field-finding = Khi nào là tồn tại
template-field-evidence = Minh chứng
template-field-basis = Căn cứ
template-field-remedy = Kiến nghị
template-field-item = Tính vào nội dung
template-field-fields = Các cột
template-field-dated-by = Theo ngày của cột
template-field-computed = Cột tự tính
template-field-counts = Số đếm

## So sánh
template-differences = Khác với bản trước
template-compare-with = So với
template-former = Bản trước của mẫu này
template-compare = So sánh
template-no-other = Chưa có bản nào khác để so sánh.
template-first = Đây là bản đầu tiên của mẫu này. Có thể chọn một mẫu khác để so sánh.
# $name: tên của bản kia, trong hai câu dưới đây
template-same = Giống hệt { $name }.
template-compared = So với { $name }:
# $number: số mục, trong ba câu dưới đây
template-added = { $number } mục thêm
template-changed = { $number } mục sửa
template-removed = { $number } mục bỏ
template-changed-pieces = Mục sửa
template-added-pieces = Mục thêm
template-removed-pieces = Mục bỏ
template-before = Trước
template-after = Sau

## Tải lên và công bố
template-upload = Tải lên bản mới
template-upload-help = Tệp TOML của một mẫu phiếu. Tệp được kiểm tra trước khi giữ; mọi lỗi hiện ra cùng một lúc, kèm số dòng. Bản mới thành bản thảo: chưa ai dùng được cho đến khi công bố.
template-upload-file = Tệp mẫu phiếu
template-upload-action = Kiểm tra và giữ làm bản thảo
template-not-kept = Chưa giữ tệp này. Mời sửa các lỗi dưới đây rồi tải lên lại.
# $id, $edition: mẫu và số của bản
template-frozen = Bản { $edition } của { $id } đã công bố nên không thay được. Mời tăng số “edition” trong tệp rồi tải lên lại.
template-draft-help = Bản thảo: chỉ người quản lý mẫu phiếu thấy. Tải lên tệp cùng số bản thì thay bản thảo này.
template-publish = Công bố bản này
template-publish-help = Sau khi công bố, bản này được đóng băng theo SHA-256 ở trên: không sửa, không xóa được. Kế hoạch mới có thể chọn bản này.
template-discard = Bỏ bản thảo
template-discard-help = Bỏ bản thảo không ảnh hưởng đến các bản đã công bố.
template-replace = Tải lên tệp khác
template-done-da-cong-bo = Đã công bố. Từ nay các kế hoạch có thể chọn bản này.
template-done-da-bo = Đã bỏ bản thảo.

## Làm thử
try-title = Làm thử
try-help = Trả lời vài câu rồi bấm “Tính điểm” để xem điểm và tồn tại. Không có gì được lưu.
try-row = Dòng { $number }
try-row-blank = (thêm dòng)
# $count, $passed, $failed, $incomplete
try-rows = { $count } dòng: { $passed } đạt, { $failed } chưa đạt, { $incomplete } chưa đủ để đánh giá.
try-day = Ngày kiểm tra
try-action = Tính điểm
try-points = điểm đạt / điểm có thể đạt
# $answered, $asked: số nội dung
try-coverage = Đã trả lời { $answered }/{ $asked } nội dung.
# $number: số lượng
try-findings = { $number } tồn tại
try-errors = { $number } mâu thuẫn số liệu
try-findings-title = Tồn tại
# $day: ngày
try-due = hạn { $day }
try-capped = Chỉ còn một nửa vì có tồn tại nghiêm trọng
try-open = Chưa trả lời
try-yes = Có
try-no = Không
try-not-applicable = Không áp dụng
try-computed = Tự tính từ các câu khác.
try-hidden = Không hỏi ở đây.
