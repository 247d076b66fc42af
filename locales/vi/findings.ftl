# Thẩm định, công bố, theo dõi khắc phục
nav-review = Thẩm định
nav-remediation = Khắc phục
nav-portal = Kiến nghị
nav-ranking = Tổng hợp
column-number = Số
column-recommendation = Kiến nghị
column-disputed = Chưa thống nhất

## Trạng thái của cuộc kiểm tra
visit-draft = Dự thảo
visit-in-progress = Đang kiểm tra
visit-signed = Đã ký tại chỗ
visit-under-review = Đang thẩm định
visit-concluded = Đã kết luận
visit-published = Đã công bố
visit-amended = Đã công bố bản đính chính

## Danh sách thẩm định
review-title = Thẩm định kết quả kiểm tra
review-help = Các cuộc kiểm tra đã ký biên bản. Thẩm định không sửa câu trả lời của đoàn.
review-filter = Lọc danh sách
review-all = Tất cả
review-none = Chưa có cuộc kiểm tra nào ở đây. Cuộc kiểm tra hiện ra khi đoàn đã ký biên bản và dữ liệu đã về đến máy chủ.
# $number: số kiến nghị
review-waiting = { $number } báo cáo, đề nghị của đơn vị chờ cơ quan trả lời
# $number: số kiến nghị
review-overdue = { $number } kiến nghị quá hạn

## Trang thẩm định
review-of = Thẩm định:
review-report = Báo cáo đầy đủ
review-next = Việc tiếp theo
review-take-up = Tiếp nhận thẩm định
review-take-up-help = Biên bản đã ký. Tiếp nhận để xem từng tồn tại, chấp nhận, sửa câu chữ, đổi mức độ hoặc bác.
review-not-signed = Trưởng đoàn chưa ký biên bản; chưa thể thẩm định.
review-count-undecided = tồn tại chưa quyết định
review-count-disputed = nội dung chưa thống nhất
review-count-back = mục đang trả lại đoàn
review-conclude = Kết luận
review-conclude-help = Mọi tồn tại đã được quyết định. Sau khi kết luận, lãnh đạo công bố cho đơn vị.
review-publish = Công bố
review-publish-help = Đã kết luận. Bước tiếp theo: ghi kiến nghị, thời hạn và công bố cho đơn vị.
review-publish-wait = Đã kết luận; chờ lãnh đạo công bố.
review-published-help = Đã công bố. Báo cáo đã công bố không thay đổi; muốn sửa, mở lại để ra bản đính chính.
review-reopen = Mở lại thẩm định
review-reopen-help = Dùng khi có dữ liệu về sau, hoặc cần đính chính báo cáo đã công bố.
review-changed = Có dữ liệu mới về sau khi kết luận
review-changed-published = Có dữ liệu mới về sau khi kết luận; báo cáo đã công bố vẫn giữ nguyên
review-device-revoked = máy này đã bị thu hồi
review-since-conclusion = Thay đổi sau khi kết luận
review-since-signing = Phụ lục: thay đổi sau khi ký biên bản
review-since-signing-help = Những gì được ghi sau chữ ký của trưởng đoàn: trước đó là gì, bây giờ là gì, ai ghi, lúc nào.
review-disputed-help = Chưa thống nhất thì chưa kết luận được. Đoàn thống nhất trên máy tính bảng; hoặc trưởng đoàn để nội dung ra ngoài kết luận, có nêu lý do.
review-blocks = Chưa kết luận được vì nội dung này
review-aside = Trưởng đoàn để ngoài kết luận
review-aside-reason = Lý do để ngoài kết luận
review-aside-action = Để ngoài kết luận
review-added = Bổ sung khi thẩm định
review-undecided = Chưa quyết định
review-accepted = Chấp nhận
review-rejected = Bác
review-stale = Tồn tại đã thay đổi sau khi quyết định, cần xem lại
review-missed = Trong lúc anh/chị xem, người khác đã quyết định như sau. Nội dung anh/chị nhập vẫn còn bên dưới; gửi lại nếu vẫn muốn thay.
review-decide = Sửa câu chữ, đổi mức độ hoặc bác
review-decide-again = Quyết định lại
review-decision = Quyết định
review-accept = Chấp nhận
review-reject = Bác, nêu lý do
review-wording = Câu chữ trong kết luận
review-severity = Mức độ
review-reason = Lý do (khi bác hoặc đổi mức độ)
review-save = Lưu quyết định
review-more = Việc khác
review-back = Trả lại đoàn
review-back-waits = Đang trả lại đoàn
review-back-comment = Đề nghị đoàn làm gì
review-answered-note = Kết quả (không bắt buộc)
review-answered-action = Đã rõ
review-praise = Cách làm hay
review-praise-action = Ghi nhận cách làm hay
review-praise-words = Hay ở điểm nào
review-praise-remove = Bỏ ghi nhận
review-praise-gone = (bỏ ghi nhận)
review-add = Bổ sung tồn tại
review-add-statement = Tồn tại, hạn chế
review-add-remedy = Cần làm gì để khắc phục
review-add-reason = Dựa vào đâu trong hồ sơ kiểm tra
review-log = Nhật ký thẩm định
review-log-none = Chưa có bước nào.
# $grade: mức độ; $reason: lý do
review-regraded = Đổi mức độ thành “{ $grade }”: { $reason }.
# $words: câu chữ mới
review-reworded = Câu chữ: “{ $words }”.

## Các bước; $about: về nội dung nào
review-did-taken-up = Tiếp nhận thẩm định
review-did-accepted = Chấp nhận: { $about }
review-did-rejected = Bác: { $about }
review-did-added = Bổ sung: { $about }
review-did-praised = Cách làm hay: { $about }
review-did-sent-back = Trả lại đoàn: { $about }
review-did-answered = Đã rõ: { $about }
review-did-set-aside = Để ngoài kết luận: { $about }
review-did-concluded = Kết luận
review-did-reopened = Mở lại thẩm định
review-did-published = Công bố báo cáo số { $about }

## Sau mỗi bước
review-done-tiep-nhan = Đã tiếp nhận. Mời xem từng tồn tại bên dưới.
review-done-da-quyet-dinh = Đã lưu quyết định.
review-done-da-them = Đã bổ sung tồn tại.
review-done-da-ghi-nhan = Đã lưu.
review-done-da-tra-lai = Đã trả lại đoàn.
review-done-da-ro = Đã ghi là đã rõ.
review-done-da-de-ngoai = Đã để ngoài kết luận.
review-done-da-ket-luan = Đã kết luận.
review-done-da-mo-lai = Đã mở lại.

## Vì sao chưa làm được; $which: những gì còn vướng
review-refused-no-right = Tài khoản này không có quyền làm bước này.
review-refused-inspected = Anh/chị đã tham gia kiểm tra ở đơn vị này, nên người khác thẩm định và phê duyệt.
review-refused-not-leader = Chỉ trưởng đoàn được để một nội dung ra ngoài kết luận.
review-refused-out-of-order = Cuộc kiểm tra không còn ở bước này; mời xem lại trạng thái ở đầu trang. Chưa có gì thay đổi.
review-refused-overtaken = Trong lúc anh/chị xem, người khác đã thay đổi. Chưa lưu nội dung của anh/chị; mời xem điều đã thay đổi rồi gửi lại.
review-refused-unmerged = Dữ liệu vừa về chưa hợp nhất xong; mời thử lại sau ít phút.
review-refused-disputed = Chưa kết luận được: còn nội dung chưa thống nhất ở mục { $which }.
review-refused-undecided = Chưa kết luận được: còn { $which } tồn tại chưa quyết định.
review-refused-unanswered = Chưa kết luận được: mục { $which } đang trả lại đoàn.
review-refused-changed = Hồ sơ kiểm tra đã có thêm dữ liệu. Mời xem phần thay đổi rồi kết luận lại.
review-refused-unknown = Nội dung này không còn như lúc anh/chị xem; mời xem lại rồi quyết định. Chưa có gì thay đổi.
review-refused-wordless = Thiếu lý do hoặc nội dung. Chưa có gì thay đổi; mời điền thêm rồi gửi lại.
review-refused-not-a-correction = Đã có báo cáo khác được công bố trong lúc này; mời tải lại trang.

## Phụ lục
amended-before = Trước
amended-after = Sau
amended-by = Ai, lúc nào
amended-photos = Số ảnh
# $number: số dòng của một bảng
amended-rows = { $number } dòng

## Công bố
publish-title = Công bố
# $date: hôm nay
publish-help = Mỗi tồn tại đã chấp nhận thành một kiến nghị có số. Thời hạn tính từ ngày công bố, { $date }.
# $number: số của báo cáo
publish-corrects = Bản đính chính của báo cáo số { $number }
publish-symbol = Số, ký hiệu thông báo (không bắt buộc)
publish-due-help = Thời hạn ghi như trong công văn: “10 ngày làm việc”, “30 ngày”, “trước ngày 01/8/2027” (không kể ngày đó), “trong tháng 6/2027” (hết ngày cuối tháng), hoặc một ngày.
publish-no-findings = Không có tồn tại nào được chấp nhận. Báo cáo được công bố mà không kèm kiến nghị.
publish-content = Nội dung kiến nghị
publish-due = Thời hạn
publish-responsible = Người chịu trách nhiệm
# $unit: tên đơn vị
publish-responsible-default = Chủ tịch UBND { $unit }
publish-evidence = Minh chứng cần gửi
publish-evidence-photo = Ảnh sau khi khắc phục, số văn bản (nếu có)
publish-evidence-document = Số, ngày văn bản hoặc tệp kèm theo
# $date: ngày
publish-due-proposed = Theo mẫu phiếu: hết ngày { $date }.
# $number: số kiến nghị
publish-already = Đã là kiến nghị số { $number }; giữ nguyên
publish-gone = Những kiến nghị sau không còn trong kết luận và sẽ được rút:
# $number: số của báo cáo; ghi vào nhật ký khắc phục
publish-withdrawn-by-correction = Không còn trong kết luận theo báo cáo đính chính số { $number }
publish-action = Công bố cho đơn vị
publish-done = Đã công bố. Đơn vị thấy các kiến nghị từ bây giờ.
publish-not-concluded = Cuộc kiểm tra này chưa ở bước “đã kết luận”.
publish-form-refused = Chưa công bố. Mời sửa những chỗ được đánh dấu.
publish-missing = Thiếu kiến nghị cho tồn tại này; mời tải lại trang.
publish-wordless = Cần ghi nội dung, người chịu trách nhiệm và minh chứng.
publish-due-unreadable = Không đọc được thời hạn. Ví dụ: “10 ngày làm việc”, “trước ngày 01/8/2027”, “trong tháng 6/2027”, “05/03/2027”.
# $date: hôm nay
publish-due-past = Thời hạn ở trước ngày công bố ({ $date }).

## Công bố nhiều cuộc kiểm tra
publish-many-title = Công bố nhiều đơn vị
# $date: hôm nay
publish-many-help = Mỗi tồn tại đã chấp nhận thành một kiến nghị theo đề xuất của mẫu phiếu; thời hạn tính từ hôm nay, { $date }. Muốn sửa kiến nghị của đơn vị nào, công bố riêng đơn vị ấy.
publish-many-single = Công bố riêng
publish-many-look = Xem, sửa
# $number: số cuộc kiểm tra
publish-many-link = Công bố { $number } cuộc kiểm tra đã kết luận: { $title }
publish-many-action = Công bố những đơn vị đã chọn
publish-many-none = Không còn cuộc kiểm tra đã kết luận nào chờ công bố.
publish-many-nothing = Chưa chọn đơn vị nào, hoặc các đơn vị đã chọn không còn ở bước “đã kết luận”. Chưa công bố gì.
publish-many-progress = Tiến độ công bố
# $number: số đơn vị
publish-many-over = Đã công bố { $number } đơn vị.
publish-many-refused = { $number } đơn vị chưa công bố được:
publish-many-published = Đã công bố: { $number }
publish-many-rest = Xem những đơn vị còn lại
publish-failed = Chưa công bố được; mời mở riêng đơn vị này để xem.

## Báo cáo đã công bố
# $number: số của báo cáo
publication-number = Báo cáo số { $number }
publication-title = Kết luận kiểm tra
publication-symbol = Thông báo số
# $date: ngày; $name: người công bố
publication-by = Công bố ngày { $date }, { $name }
publication-visit = kiểm tra ngày
# $number: số của báo cáo
publication-corrected = Đã có bản đính chính: báo cáo số { $number }.
publication-corrects = Báo cáo này đính chính báo cáo số { $number }.
publication-recommendations = Kiến nghị khắc phục
publication-none = Không có kiến nghị.

## Khắc phục
remediation-title = Theo dõi khắc phục
remediation-help = Kiến nghị đã công bố, đến khi có minh chứng và được đóng.
remediation-none = Không có kiến nghị nào ở đây.
remediation-filter-cho-xu-ly = Chờ cơ quan trả lời
remediation-filter-dang-khac-phuc = Đơn vị đang khắc phục
remediation-filter-da-xong = Đã đóng hoặc rút
remediation-filter-tat-ca = Tất cả
remediation-open = Chờ tiếp nhận
remediation-acknowledged = Đang khắc phục
remediation-reported = Đã báo cáo, chờ xác nhận
remediation-sent-back = Yêu cầu làm lại
remediation-verified = Đã xác nhận
remediation-closed = Đã đóng
remediation-withdrawn = Đã rút
late-overdue = Quá hạn
late-due = Đến hạn
late-soon = Sắp đến hạn
late-far = Trong hạn
late-in-time = Báo cáo đúng hạn
late-late = Báo cáo trễ hạn
# $days: số ngày
due-in = còn { $days } ngày
due-today = hạn cuối là hôm nay
due-over = quá { $days } ngày
remediation-asked = Kiến nghị
remediation-found = Tồn tại
remediation-decide = Trả lời đơn vị
remediation-steps = Quá trình khắc phục
remediation-no-steps = Đơn vị chưa trả lời.
remediation-document = Văn bản số
# $date: ngày
remediation-extension-asked = Đơn vị đề nghị gia hạn đến { $date }
remediation-new-due = Thời hạn mới
remediation-new-due-optional = Thời hạn mới (nếu cần)
remediation-grant = Đồng ý gia hạn
remediation-refuse = Không gia hạn
remediation-disputed = Đơn vị đề nghị xem xét lại tồn tại này
remediation-disputed-help = Giữ nguyên: tồn tại vẫn đúng và phải khắc phục. Rút: kiến nghị kết thúc mà không cần khắc phục.
remediation-uphold = Giữ nguyên tồn tại
remediation-withdraw = Rút tồn tại
remediation-check = Đơn vị báo đã khắc phục xong
remediation-verify = Xác nhận đã khắc phục
remediation-verify-note = Đã kiểm tra bằng cách nào
remediation-back = Yêu cầu làm lại
remediation-back-reason = Còn thiếu gì
remediation-close = Đóng kiến nghị
remediation-close-note = Ghi chú (không bắt buộc)
remediation-overdue = Đã quá hạn
remediation-escalate = Báo cáo lãnh đạo
remediation-escalate-words = Nội dung báo cáo
remediation-escalated = Đã báo cáo lãnh đạo
remediation-reopen = Mở lại
remediation-with-unit = Đang chờ đơn vị báo cáo.
remediation-over = Không còn việc phải làm.
remediation-date-unreadable = Không đọc được ngày. Ví dụ: 05/03/2027. Chưa có gì thay đổi.
remediation-done-xac-nhan = Đã xác nhận. Đóng kiến nghị khi không còn việc phải làm.
remediation-done-dong = Đã đóng kiến nghị.
remediation-done-lam-lai = Đã yêu cầu đơn vị làm lại.
remediation-done-gia-han = Đã gia hạn.
remediation-done-khong-gia-han = Đã trả lời: không gia hạn.
remediation-done-giu-nguyen = Đã trả lời: giữ nguyên tồn tại.
remediation-done-rut = Đã rút tồn tại.
remediation-done-mo-lai = Đã mở lại.
remediation-done-bao-cao-lanh-dao = Đã ghi báo cáo lãnh đạo.

## Các bước khắc phục
remediation-did-acknowledged = Đơn vị tiếp nhận
remediation-did-reported-part = Đơn vị báo cáo khắc phục một phần
remediation-did-reported = Đơn vị báo cáo đã khắc phục xong
remediation-did-extension-asked = Đơn vị đề nghị gia hạn
remediation-did-explained = Đơn vị giải trình
remediation-did-disputed = Đơn vị đề nghị xem xét lại
remediation-did-extension-granted = Cơ quan đồng ý gia hạn
remediation-did-extension-refused = Cơ quan không gia hạn
remediation-did-dispute-upheld = Cơ quan giữ nguyên tồn tại
remediation-did-finding-withdrawn = Cơ quan rút tồn tại
remediation-did-sent-back = Cơ quan yêu cầu làm lại
remediation-did-verified = Cơ quan xác nhận đã khắc phục
remediation-did-closed = Cơ quan đóng kiến nghị
remediation-did-reopened = Cơ quan mở lại
remediation-did-escalated = Cơ quan báo cáo lãnh đạo

## Vì sao chưa ghi được; $date: ngày
remediation-refused-other-side = Bước này thuộc về bên kia. Chưa có gì thay đổi.
remediation-refused-out-of-order = Kiến nghị không còn ở bước này; mời xem lại quá trình bên dưới. Chưa có gì thay đổi.
remediation-refused-overtaken = Trong lúc anh/chị xem, đã có bước mới; mời xem quá trình bên dưới rồi gửi lại. Nội dung đã nhập vẫn còn.
remediation-refused-wordless = Thiếu nội dung hoặc lý do. Chưa có gì thay đổi.
remediation-refused-unproved = Báo cáo đã khắc phục xong cần số văn bản, ảnh hoặc tệp làm minh chứng.
remediation-refused-not-later = Thời hạn mới phải sau ngày { $date }.
remediation-refused-dispute-pending = Cần trả lời đề nghị xem xét lại trước.
remediation-refused-dispute-settled = Đề nghị xem xét lại đã được trả lời: tồn tại được giữ nguyên.
remediation-refused-not-overdue = Chỉ báo cáo lãnh đạo kiến nghị đã quá hạn.

## Nhật ký hệ thống
deed-visit-taken-up = Tiếp nhận thẩm định
deed-finding-accepted = Chấp nhận tồn tại
deed-finding-rejected = Bác tồn tại
deed-finding-added = Bổ sung tồn tại
deed-item-praised = Ghi nhận cách làm hay
deed-item-sent-back = Trả mục lại đoàn
deed-item-answered = Mục trả lại đã rõ
deed-question-set-aside = Để nội dung ngoài kết luận
deed-visit-concluded = Kết luận
deed-visit-reopened = Mở lại thẩm định
deed-visit-published = Công bố
deed-recommendation-acknowledged = Tiếp nhận kiến nghị
deed-remediation-reported = Báo cáo khắc phục
deed-extension-asked = Đề nghị gia hạn
deed-finding-explained = Giải trình
deed-finding-disputed = Đề nghị xem xét lại
deed-extension-granted = Đồng ý gia hạn
deed-extension-refused = Không gia hạn
deed-dispute-upheld = Giữ nguyên tồn tại
deed-finding-withdrawn = Rút tồn tại
deed-remediation-sent-back = Yêu cầu làm lại
deed-remediation-verified = Xác nhận đã khắc phục
deed-remediation-closed = Đóng kiến nghị
deed-remediation-reopened = Mở lại kiến nghị
deed-remediation-escalated = Báo cáo lãnh đạo
field-due = Thời hạn
field-unit = Đơn vị
field-what = Nội dung

## Tổng hợp
standing-title = Tổng hợp, xếp hạng
standing-none = Chưa có đợt kiểm tra nào.
# $visits, $signed, $published: số cuộc kiểm tra; $all, $overdue: số kiến nghị
standing-summary = { $signed }/{ $visits } đơn vị đã ký biên bản, { $published } đã công bố; { $all } kiến nghị{ $overdue ->
    [0] .
   *[other] , { $overdue } quá hạn.
  }
standing-visits = Bảng các cuộc kiểm tra
# $title: tên mẫu phiếu; $edition: lần ban hành
standing-comparable = Cùng mẫu phiếu: { $title }, lần ban hành { $edition }
standing-ranking = Xếp hạng
standing-ranking-help = Xếp theo tỷ lệ điểm đúng (không làm tròn); bằng nhau thì cùng hạng. Xem thêm số mục đã trả lời và nội dung chưa thống nhất.
standing-table = Bảng số liệu
standing-rank = Hạng
standing-not-reviewed = Chưa thẩm định
standing-remediation = Kiến nghị theo trạng thái và thời hạn
standing-no-recommendations = Chưa có kiến nghị nào được công bố.
standing-recommendations = Số kiến nghị
standing-severities = Tồn tại theo phần
standing-frequent = Tồn tại gặp nhiều nhất
standing-times = Số lần
standing-over-time = Khắc phục theo thời gian
standing-month = Tháng
standing-published = Công bố trong tháng
standing-ended = Đóng, rút trong tháng
standing-over = Đã đóng hoặc rút
standing-open = Còn phải khắc phục
