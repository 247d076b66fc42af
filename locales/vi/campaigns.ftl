# Nhan đề danh sách các đợt kiểm tra
campaigns-title = Các đợt kiểm tra
# Khi chưa có đợt nào
campaigns-empty = Chưa có đợt kiểm tra nào.
campaign-column-title = Đợt kiểm tra
campaign-column-state = Trạng thái
campaign-column-plan = Kế hoạch
campaign-column-period = Thời gian
campaign-column-progress = Tiến độ
# $signed: số cuộc đã ký, $visits: số cuộc
campaign-signed = { $signed }/{ $visits } đơn vị đã ký
campaign-complete = { $number } đơn vị đủ câu trả lời
# $number: số kế hoạch, $date: ngày ban hành
campaign-plan = { $number } ngày { $date }
# $from, $to: ngày đầu và ngày cuối
campaign-period = { $from } – { $to }

## Kế hoạch
plan-state-draft = Dự thảo
plan-state-issued = Đã ban hành
plan-state-under-way = Đang kiểm tra
plan-state-concluded = Đã kết thúc
plan-pages = Các trang của kế hoạch
plan-tab-plan = Kế hoạch
plan-tab-calendar = Lịch kiểm tra
plan-tab-progress = Tiến độ
plan-tab-results = Kết quả
plan-new = Lập kế hoạch
plan-new-help = Bắt đầu bằng bản dự thảo: đoàn và lịch được thêm ở bước sau, máy tính bảng chỉ nhận cuộc kiểm tra khi kế hoạch được ban hành.
plan-new-action = Lập bản dự thảo
plan-save = Ghi lại
plan-cancel = Thôi
plan-change = Sửa
plan-back = Về trang kế hoạch
plan-title = Tên đợt kiểm tra
plan-number = Số kế hoạch
plan-number-help = Ví dụ 15/KH-UBND. Có thể để trống cho đến khi ban hành.
plan-date = Ngày kế hoạch
plan-organisation = Tổ chức chủ trì
plan-issuing-body = Cơ quan ban hành
plan-issuing-body-help = Như ghi trên kế hoạch, ví dụ Ủy ban nhân dân thành phố; để trống là chính tổ chức chủ trì.
plan-legal-basis = Căn cứ
plan-when = Thời gian
plan-period = Kiểm tra
plan-period-from = Kiểm tra từ ngày
plan-period-to = Kiểm tra đến ngày
plan-inspected = Thời kỳ được kiểm tra
plan-inspected-from = Thời kỳ được kiểm tra từ ngày
plan-inspected-to = Thời kỳ được kiểm tra đến ngày
plan-kind = Hình thức
plan-announced = Có báo trước
plan-announced-help = đơn vị nhận thông báo và chuẩn bị báo cáo
plan-surprise = Đột xuất
plan-surprise-help = đơn vị không được báo trước
plan-template = Mẫu phiếu
plan-template-by-date = Theo ngày kiểm tra
# $title, $edition, $from, $to
plan-edition = { $title } (ấn bản { $edition }, cho ngày { $from } – { $to })
plan-edition-number = ấn bản
plan-decision = Quyết định thành lập đoàn
plan-decision-number = Số quyết định
plan-decision-date = Ngày quyết định
plan-facts = Nội dung kế hoạch
plan-parameters = Chỉ tiêu áp dụng
plan-copied-from = Sao chép từ
plan-teams = Đoàn kiểm tra
plan-next = Bước tiếp theo
plan-issue = Ban hành kế hoạch
plan-issue-help = Khi ban hành, máy tính bảng của từng đoàn nhận đúng các cuộc kiểm tra của mình.
plan-begin = Bắt đầu kiểm tra
plan-begin-help = Kế hoạch đã ban hành; máy tính bảng đã có thể nhận việc.
plan-conclude = Kết thúc đợt kiểm tra
plan-conclude-help = Khi kết thúc, các cuộc kiểm tra rời khỏi máy tính bảng; dữ liệu gửi muộn vẫn được nhận.
plan-reopen = Mở lại
plan-reopen-help = Đợt kiểm tra đã kết thúc. Mở lại nếu còn việc phải làm.
plan-visits = Số cuộc kiểm tra: { $number }.
plan-to-calendar = Xem và sửa lịch
plan-files = Tải về
plan-as-xlsx = Bảng tính Excel (XLSX)
plan-as-toml = Tệp TOML
plan-copy = Sao chép thành kế hoạch mới
plan-copy-help = Bản sao là dự thảo có cùng đoàn và đơn vị; mọi ngày lùi về sau số tháng này. Số kế hoạch và quyết định để trống.
plan-copy-months = Lùi số tháng
plan-copy-action = Sao chép
plan-history = Lịch sử thay đổi
plan-changes = Xem { $number } mục
plan-reason-was = Lý do: { $reason }
# $number: số cặp trùng
plan-clashes = Lịch có { $number } chỗ trùng
# $number: số điều chưa được
plan-refused = Chưa ghi được vì { $number } điều sau:
plan-overtaken = Kế hoạch vừa được người khác sửa
plan-overtaken-help = Những gì anh/chị đã nhập vẫn còn trong biểu mẫu dưới đây. Xem các thay đổi này, sửa nếu cần, rồi ghi lại.

## Sau khi làm xong
plan-done-da-lap = Đã lập bản dự thảo. Tiếp theo: thêm người vào đoàn, rồi xếp lịch.
plan-done-da-sua = Đã ghi lại kế hoạch.
plan-done-da-ban-hanh = Đã ban hành. Máy tính bảng của các đoàn nhận việc ở lần kết nối tới.
plan-done-da-bat-dau = Đợt kiểm tra đã bắt đầu.
plan-done-da-ket-thuc = Đợt kiểm tra đã kết thúc.
plan-done-da-mo-lai = Đợt kiểm tra đã được mở lại.
plan-done-da-sao-chep = Đã sao chép thành bản dự thảo này.
plan-done-da-sao-chep-thieu = Đã sao chép. Những đơn vị không còn vào ngày mới thì không có trong bản này.
plan-done-da-nhap = Đã nhập kế hoạch từ tệp.
plan-done-da-bo-doan = Đã bỏ đoàn.
plan-done-da-sua-doan = Đã ghi lại đoàn.
plan-done-da-them-nguoi = Đã thêm người vào đoàn.
plan-done-da-them-cuoc = Đã thêm cuộc kiểm tra.
plan-done-da-sua-cuoc = Đã sửa cuộc kiểm tra.
plan-done-da-huy-cuoc = Đã hủy cuộc kiểm tra; dữ liệu đã ghi vẫn được giữ.

## Vì sao chưa được
plan-no-title = Chưa có tên đợt kiểm tra.
plan-no-date = Ngày kế hoạch chưa đúng.
plan-bad-decision-date = Ngày quyết định chưa đúng.
plan-bad-inspected = Thời kỳ được kiểm tra chưa đúng ngày.
plan-inspected-backwards = Thời kỳ được kiểm tra kết thúc trước khi bắt đầu.
plan-no-period = Chưa có ngày đầu hoặc ngày cuối của đợt kiểm tra.
plan-period-backwards = Ngày cuối của đợt kiểm tra đứng trước ngày đầu.
plan-no-template = Không có mẫu phiếu đã công bố cho ngày này. Hãy chọn mẫu khác hoặc đổi ngày.
plan-several-templates = Có nhiều mẫu phiếu cho ngày này. Hãy chọn một mẫu.
plan-lacks-number = Chưa có số kế hoạch.
plan-team-empty = { $team } chưa có ai.
plan-team-no-leader = { $team } chưa có trưởng đoàn.
plan-team-leaders = { $team } có { $number } trưởng đoàn; chỉ được một.
plan-no-visits = Lịch chưa có cuộc kiểm tra nào.
plan-visit-no-team = { $unit } ngày { $date } chưa có đoàn.
plan-visit-outside = { $unit } ngày { $date } nằm ngoài thời gian kiểm tra.
plan-other-state = Kế hoạch không còn ở trạng thái đó. Hãy xem lại trang này.
plan-is-concluded = Đợt kiểm tra đã kết thúc. Mở lại trước khi sửa.

## Đoàn
# $number: số thứ tự
team-nth = Đoàn { $number }
team-name = Tên đoàn
team-add = Thêm đoàn
team-change = Sửa { $team }
team-nobody = Chưa có ai trong đoàn.
team-visits = Số cuộc kiểm tra của đoàn: { $number }
team-all-sections = tất cả các phần
team-members = Thành viên
team-add-person = Thêm người
team-add-person-action = Thêm vào đoàn
team-person = Họ tên hoặc tên đăng nhập
team-person-help = Có thể gõ không dấu hoặc một phần của tên. Chỉ chọn được người thuộc cơ quan của anh/chị.
team-which-person = Ai trong số này?
team-person-unknown = Không tìm thấy ai có tên này trong cơ quan của anh/chị.
team-person-several = Không có ai tên đúng như vậy. Hãy chọn một người trong danh sách.
team-person-twice = Người này đã ở trong đoàn.
team-leave = Ra khỏi đoàn
team-sections = Phần phụ trách (không chọn là tất cả)
team-section-names = Tên các phần
team-remove = Bỏ đoàn này
team-has-visits = Đoàn này còn cuộc kiểm tra. Chuyển chúng cho đoàn khác trước.

## Lịch
calendar-day = Ngày
calendar-half-day = Buổi
calendar-clash = trùng lịch
calendar-empty = Chưa có cuộc kiểm tra nào trong lịch.
calendar-cancelled = Đã hủy: { $number }
calendar-cancelled-help = Dữ liệu đã ghi trong các cuộc này vẫn được giữ; thêm lại đúng ngày thì cuộc kiểm tra trở lại.
weekday-1 = Thứ Hai
weekday-2 = Thứ Ba
weekday-3 = Thứ Tư
weekday-4 = Thứ Năm
weekday-5 = Thứ Sáu
weekday-6 = Thứ Bảy
weekday-7 = Chủ Nhật
# $name: người, $when: buổi và ngày, $places: các đơn vị và đoàn
clash-person = { $name } ở nhiều nơi trong buổi { $when }: { $places }.
# $unit: đơn vị, $number: số lần, $visits: buổi, ngày và đoàn
clash-unit = { $unit } được kiểm tra { $number } lần: { $visits }.
visit-add = Thêm đơn vị
visit-add-action = Thêm vào lịch
visit-unit = Đơn vị
visit-unit-help = Tên (có thể không dấu) hoặc mã, theo danh mục của ngày kiểm tra.
visit-date = Ngày kiểm tra
visit-half-day = Buổi
visit-team = Đoàn
visit-when = Ngày, buổi và đoàn
visit-no-date = Ngày kiểm tra chưa đúng.
visit-no-half-day = Chưa chọn buổi.
visit-no-team = Chưa chọn đoàn.
visit-unknown-unit = Không có đơn vị này vào ngày kiểm tra, hoặc đơn vị nằm ngoài phạm vi của anh/chị.
visit-several-units = Có nhiều đơn vị phù hợp. Hãy chọn một đơn vị.
visit-twice = Đơn vị này đã có trong lịch ngày đó.
visit-begun = Đã có dữ liệu ghi trong cuộc kiểm tra này. Đổi sang ngày khác thì bắt đầu một cuộc mới; dữ liệu cũ vẫn được giữ.
visit-cancel = Hủy cuộc kiểm tra
visit-cancel-help = Cuộc kiểm tra rời khỏi máy tính bảng của đoàn. Dữ liệu đã ghi không bị xóa.
visit-reason = Lý do
visit-no-reason = Kế hoạch đã ban hành: hãy ghi lý do hủy.
visit-cancel-action = Hủy cuộc này

## Tiến độ
progress-reload = Tải lại
progress-live = Tự cập nhật
progress-begun = đơn vị đã có dữ liệu
progress-complete = đơn vị đủ câu trả lời
progress-signed = đơn vị đã ký
progress-answered = Đã trả lời
progress-open = Còn lại
progress-signature = Ký biên bản
progress-last = Nhận lần cuối
progress-not-begun = Chưa có dữ liệu
progress-disputed = { $number } câu khác nhau
progress-photos-missing = thiếu { $number } ảnh
progress-waiting = đang kiểm
progress-nothing-open = Không
progress-signatures = { $number } chữ ký
progress-unsigned = Chưa ký

## Nhập từ tệp
plan-import = Nhập từ tệp
plan-import-help = Bảng tính (XLSX) hoặc tệp TOML như tải về từ trang của một kế hoạch. Trước khi ghi có bản xem trước.
plan-import-file = Tệp XLSX hoặc TOML
plan-import-where = Ở đâu
plan-import-new = Kế hoạch mới: { $title }. Ghi lại thành bản dự thảo?
plan-import-changes = Tệp này thay đổi kế hoạch { $title } như sau.
plan-import-same = Tệp { $file } không khác kế hoạch hiện có.
plan-field = Mục
plan-before = Hiện có
plan-after = Theo tệp
file-line = Dòng { $line }
file-no-workbook = Không đọc được bảng tính: { $what }. Cần ba trang Kế hoạch, Đoàn, Lịch như tệp tải về.
file-syntax = Tệp TOML không đúng cú pháp: { $what }
file-missing = Thiếu `{ $key }`.
file-no-text = `{ $key }` phải có chữ, không được trống.
file-bad-id = `{ $key }` không đúng: { $what }
file-bad-word = `{ $key }` là “{ $value }”; cần một trong: { $words }.
file-bad-date = `{ $key }` là “{ $value }”; cần một ngày như 22/02/2018 hoặc 2018-02-22.
file-bad-number = `{ $key }` phải là số nguyên từ 1.
file-bad-list = `{ $key }` phải là danh sách các chữ.
file-bad-flag = `{ $key }` phải là true hoặc false (trong bảng tính: Có hoặc Không).
file-no-table = Không có `{ $key }` nào.
file-bad-table = `{ $key }` phải viết dưới dạng [[{ $key }]].
file-unknown-key = Không có mục nào tên `{ $key }`.
file-period = Ngày cuối { $to } đứng trước ngày đầu { $from }.
file-leaders = Mỗi đoàn có đúng một trưởng đoàn; đoàn này có { $number }.
file-team-twice = Có hai đoàn mã “{ $team }”.
file-member-twice = { $person } có hai lần trong đoàn.
file-person-differs = { $person } ở trên là “{ $name }”, “{ $position }”, ở đây lại khác.
file-visit-twice = Đơn vị { $unit } có hai lần trong ngày { $date }.
file-visit-outside = Ngày { $date } nằm ngoài thời gian { $from } đến { $to }.
file-no-team = Không có đoàn mã “{ $team }”.
file-no-template = Chưa công bố mẫu phiếu { $template } { $edition }.
file-no-section = Mẫu phiếu { $template } không có phần { $section }.
file-no-person = Không có người “{ $person }” ({ $name }) trong cơ quan của anh/chị. Thêm ở trang Người dùng trước.
file-no-organisation = Không có tổ chức “{ $organisation }”, hoặc ngoài phạm vi của anh/chị.
file-no-unit = Không có đơn vị mã { $unit } vào ngày { $date }, hoặc ngoài phạm vi của anh/chị.
file-id-taken = Mã { $id } đã là của một kế hoạch ngoài phạm vi của anh/chị.
