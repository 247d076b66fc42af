## Thời gian
half-day-morning = Sáng
half-day-afternoon = Chiều
# $days: số ngày
days-working = { $days } ngày làm việc
# $days: số ngày
days-calendar = { $days } ngày
# Khoảng thời gian; $number: số
span-days = { $number } ngày
span-hours = { $number } giờ
span-minutes = { $number } phút
# Đồng hồ của máy tính bảng so với máy chủ; $span: khoảng thời gian ("5 phút")
clock-fast = Đồng hồ nhanh { $span } so với máy chủ
clock-slow = Đồng hồ chậm { $span } so với máy chủ

## Người
# Không có chữ ký nào bảo đảm ai đã ghi
person-unknown = Không rõ người ghi
team-role-leader = Trưởng đoàn
team-role-deputy = Phó trưởng đoàn
team-role-secretary = Thư ký
team-role-member = Thành viên
# Có ghi trong phiếu nhưng không có trong quyết định
team-role-none = Ngoài danh sách đoàn
signer-leader = Trưởng đoàn
signer-secretary = Thư ký
signer-member = Thành viên
signer-unit = Đại diện đơn vị được kiểm tra
signature-valid = Hợp lệ, đúng với nội dung hiện tại
signature-amended = Hợp lệ; nội dung đã thay đổi sau khi ký (phụ lục)
signature-incomplete = Hợp lệ; một phần nội dung đã ký chưa về đến máy chủ
signature-invalid = Không hợp lệ
signature-drawing = Hình chữ ký, không phải chữ ký số

## Trạng thái của mục
state-passed = Đạt
state-failed = Không đạt
state-scored = Đã chấm điểm
state-informs = Ghi nhận
state-na = Không áp dụng
state-hidden = Không hỏi
state-open = Chưa trả lời
state-disputed = Chưa thống nhất
state-data-error = Số liệu mâu thuẫn
# $table: tên bảng, $number: số thứ tự của dòng
row-label = { $table }, dòng { $number }

## Trang
breadcrumb = Đường dẫn
on-this-page = Trong trang này
plan = Kế hoạch số
report-title = Báo cáo kết quả kiểm tra
report-result = Kết quả chung
# $answered, $asked: số mục; $findings: số tồn tại; $disputed: số mục chưa thống nhất
report-summary = Đã trả lời { $answered }/{ $asked } mục; { $findings ->
    [0] chưa ghi nhận tồn tại nào
   *[other] { $findings } tồn tại, hạn chế
  }{ $disputed ->
    [0] .
   *[other] ; { $disputed } nội dung chưa thống nhất.
  }
report-summary-none = Chưa có dữ liệu nào của cuộc kiểm tra này về đến máy chủ. Dữ liệu hiện ra khi máy tính bảng của đoàn được kết nối.
points = điểm
# Đứng sau điểm khi còn mục chưa trả lời
provisional = tạm tính vì chưa trả lời đủ
score-none = Chưa có điểm
# $number: số thay đổi đang chờ
notice-pending = Chưa hợp nhất xong: { $number } thay đổi vừa nhận đang được kiểm tra. Số liệu dưới đây sẽ còn thay đổi; mời tải lại trang sau ít phút.
# $number: số thay đổi
notice-quarantined = { $number } thay đổi được để riêng vì chưa đủ điều kiện ghi nhận; không thay đổi nào bị mất.
notice-cancelled = Cuộc kiểm tra này không còn trong kế hoạch. Nội dung đã ghi được giữ nguyên.
# $number: số ảnh
notice-photos-missing = Còn { $number } ảnh minh chứng chưa về đến máy chủ.

## Nhãn có số
# $number: số lượng, trong mọi nhãn dưới đây
count-critical = { $number } nghiêm trọng
count-major = { $number } lớn
count-minor = { $number } nhẹ
count-observation = { $number } lưu ý
count-disputed = { $number } chưa thống nhất
count-disputed-short = { $number } chưa thống nhất
count-data-errors = { $number } số liệu mâu thuẫn
count-photos-missing = thiếu { $number } ảnh
count-signatures = { $number } chữ ký
count-waiting = { $number } thay đổi đang chờ
count-quarantined = { $number } thay đổi để riêng
count-count = Tổng số
count-passed = Đạt
count-failed = Không đạt
count-incomplete = Chưa đủ thông tin
rows-removed = { $number } dòng đã gạch bỏ (còn trong lịch sử).
edition = lần ban hành { $number }

## Mục lục và nhan đề
heading-disputed = Nội dung chưa thống nhất
disputed-help = Các câu trả lời dưới đây có giá trị ngang nhau cho đến khi đoàn thống nhất; mục chưa thống nhất chưa được tính điểm.
heading-data-errors = Số liệu mâu thuẫn
data-errors-help = Số liệu được giữ nguyên như đã ghi, không tự sửa.
heading-findings = Tồn tại, hạn chế
findings-none = Không có tồn tại
findings-none-yet = Chưa ghi nhận tồn tại, hạn chế nào.
heading-strengths = Ưu điểm
heading-scores = Bảng điểm
scores-help = Tỷ lệ tính trên điểm có thể đạt của các mục đã trả lời; mục không áp dụng, chưa trả lời, chưa thống nhất không tính. Làm tròn nửa lên. Bấm vào từng phần để xem giải thích.
heading-tables = Bảng kê
heading-notes = Ghi chú
heading-opinion = Ý kiến của đơn vị được kiểm tra
opinion-none = Chưa có ý kiến.
heading-photos = Ảnh minh chứng
heading-signatures = Chữ ký
heading-details = Đoàn kiểm tra và mẫu phiếu

## Cột
column-item = Mục
column-answer = Trả lời
column-points = Điểm
column-percent = Tỷ lệ
column-answered = Đã trả lời
column-why = Giải thích điểm
column-section = Phần
column-contradiction = Điều không khớp
column-sides = Hai vế
column-signer = Người ký
column-when = Thời gian
column-validity = Giá trị
column-person = Họ và tên
column-role = Nhiệm vụ
column-assigned = Phần phụ trách
column-answers = Số mục đã ghi
column-unit = Đơn vị
column-progress = Tiến độ
column-score = Điểm
column-findings = Tồn tại
column-open = Cần xử lý
total = Tổng cộng
capped = Có tồn tại nghiêm trọng: giới hạn một nửa, trước đó
answered = mục đã trả lời
computed = tính
sections-all = Tất cả

## Chi tiết
reason = Lý do
note = Ghi chú
repeated = Tái phạm
remedy = Kiến nghị
due = Thời hạn
# $date: ngày; $days: số ngày
finding-due = { $date } ({ $days } kể từ ngày kiểm tra)
basis = Căn cứ
unconfirmed = cần đối chiếu
evidence = Minh chứng
evidence-none = Chưa có ảnh
photo-missing = Ảnh chưa về đến máy chủ
# Trong báo cáo lưu thành tệp, thay cho ảnh
photo-kept = Ảnh lưu tại máy chủ
photo-of = Ảnh mục
photo-redacted = Đã che thông tin
history = Lịch sử
stands = hiện tại
# $name: người ghi; $time: lúc nào
voice-by = { $name }, { $time }
not-signed = Chưa ký
tablet-of = máy của
template = Mẫu phiếu
unit-code = Mã đơn vị
visit-code = Mã cuộc kiểm tra
state-not-begun = Chưa có dữ liệu

## Tổng hợp
# $visits, $begun, $complete: số cuộc kiểm tra; $findings, $disputed: số lượng
overview-summary = { $begun }/{ $visits } đơn vị đã có dữ liệu, { $complete } đã trả lời đủ; { $findings } tồn tại{ $disputed ->
    [0] .
   *[other] , { $disputed } nội dung chưa thống nhất.
  }
overview-empty = Kế hoạch này chưa có cuộc kiểm tra nào.
overview-search = Tìm đơn vị trong đợt này
overview-not-found = Không có đơn vị nào tên như vậy trong đợt kiểm tra này.
overview-units = Các đơn vị
overview-sections = Kết quả theo phần
overview-sections-help = Tỷ lệ điểm của từng phần, bên dưới là điểm đạt trên điểm có thể đạt; nhãn ghi mức tồn tại nặng nhất và nội dung chưa thống nhất.
legend = Chú giải
band-0 = dưới 50 %
band-1 = từ 50 %
band-2 = từ 70 %
band-3 = từ 90 %
band-4 = 100 %
