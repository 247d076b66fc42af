# Texts of the screens with which a visit is closed: disagreements, opinion, search, signing, codes; and help

# The button that leads back to the overview of the visit
close-back = Về cuộc kiểm tra

# Disagreements. Both answers are equals: no word may favour one of them
disputes-title = Chưa thống nhất
disputes-none = Ở đây sẽ hiện những câu mà hai người trả lời khác nhau. Hiện không có câu nào.
disputes-about = Hai câu trả lời được giữ ngang nhau cho đến khi đoàn quyết định. Chưa quyết định thì vẫn làm tiếp và ký được.
dispute-row = dòng { $number }
dispute-keep-both = Giữ cả hai, quyết định sau
dispute-keep-all = Giữ tất cả, quyết định sau
dispute-postponed = Giữ nguyên các câu trả lời; đoàn quyết định sau.
dispute-reopen = Quyết định bây giờ
dispute-decide = Hoặc quyết định bây giờ
# One of the answers that stand there
dispute-take = Chọn { $answer }
dispute-another = Câu trả lời khác
dispute-reason = Lý do (bắt buộc)
dispute-write = Ghi quyết định
dispute-choose-first = Hãy chọn một câu trả lời trước.
dispute-type-first = Hãy ghi câu trả lời khác trước.
dispute-reason-first = Hãy ghi lý do: người đọc biên bản cần biết vì sao.
# place: code of the question, answer: what was decided
dispute-settled = { $place }: đã ghi quyết định { $answer }. Các câu trả lời trước vẫn ở trong lịch sử.
composer-ratio = Số đạt / tổng số, ví dụ 243/250
composer-periods = Các khoảng ngày, ví dụ 05/02/2018..07/02/2018, 12/02/2018

# The unit's opinion
opinion-of = Ý kiến của
opinion-hint = Ghi đúng lời của đơn vị. Nhiều người có thể cùng ghi trên các máy khác nhau; lời của ai cũng được giữ.

# Search
find-label = Tìm trong cuộc kiểm tra
find-hint = Gõ vài chữ, không cần dấu: câu hỏi, mã, ghi chú, câu trả lời.
find-none = Không thấy “{ $query }”. Hãy thử ít chữ hơn.
find-count = { $count } mục

# Summary and signing
summary-read = Đọc to cho đơn vị nghe trước khi ký
summary-score = Điểm
summary-findings = Tồn tại, hạn chế
summary-no-findings = Chưa ghi nhận tồn tại, hạn chế.
summary-repeated = lặp lại từ kỳ trước
summary-due = khắc phục trước hết ngày { $date }
summary-disputed = Chưa thống nhất
summary-data-errors = Số liệu mâu thuẫn
summary-open = Chưa trả lời
summary-evidence = Thiếu ảnh minh chứng
summary-all-clear = Mọi câu đã trả lời, không còn mâu thuẫn, đủ ảnh minh chứng.
summary-left = Còn lại trước khi ký
summary-more = và { $count } câu nữa
signatures = Chữ ký
signatures-none = Chưa ai ký. Biên bản ký xong vẫn có thể bổ sung bằng phụ lục.
signature-valid = Chữ ký của thiết bị khớp với nội dung
signature-invalid = Chữ ký của thiết bị không khớp
signature-unchanged = Chưa có gì ghi thêm sau khi ký
signature-amended = Có nội dung ghi sau khi ký: là phụ lục
signature-picture = Hình chữ ký, không phải chữ ký số
signature-picture-of = Hình chữ ký của { $name }
sign-now = Ký
sign-as = Tư cách
role-leader = Trưởng đoàn
role-secretary = Thư ký
role-member = Thành viên
role-unit = Đại diện đơn vị được kiểm tra
sign-name = Họ và tên người ký
sign-draw = Ký vào khung dưới đây (có thể bỏ qua)
sign-draw-about = Đây chỉ là hình chữ ký, không phải chữ ký số. Phần bảo đảm là chữ ký của thiết bị trên toàn bộ nội dung.
signature-empty = Khung ký: chưa có nét nào
signature-drawn = Khung ký: đã có nét ký
signature-again = Ký lại
sign-write = Ký biên bản
sign-write-undrawn = Ký biên bản, không có hình chữ ký
sign-name-first = Hãy ghi họ và tên người ký.
sign-done = Đã ký: { $name }, { $role }.
sign-amendment = Biên bản đã có chữ ký. Mọi thay đổi từ bây giờ được ghi riêng thành phụ lục; nội dung đã ký vẫn nguyên.
sign-open-left = Còn việc chưa xong ở trên; vẫn ký được, và biên bản sẽ ghi rõ.

# A visit from screen to camera
relay-about = Chuyển phần chữ của cuộc kiểm tra sang máy bên cạnh, không cần mạng. Ảnh đi sau bằng tệp hoặc khi có mạng.
relay-show = Hiện mã trên máy này
relay-read = Đọc mã của máy kia
relay-stop = Dừng
relay-codes = Lần lượt { $of } mã QR; đưa máy kia lại gần để đọc
relay-showing = Mã { $number }/{ $of }. Các mã lặp lại cho đến khi dừng.
relay-speed = Tốc độ: { $count } mã mỗi giây
relay-slower = Chậm hơn
relay-faster = Nhanh hơn
relay-hold = Đưa mã của máy kia vào giữa khung hình, cách khoảng một gang tay, giữ yên.
relay-progress = { $done }/{ $of } mã, còn thiếu mã { $missing }
relay-waiting = Đang chờ mã đầu tiên…
relay-done = Đã nhận đủ.
relay-unlisted = Đã nhận đủ. Cuộc kiểm tra này không có trong danh sách của máy này: máy giữ hộ và sẽ chuyển về văn phòng khi đồng bộ.
relay-other = Mã này không thuộc sổ kiểm tra.
relay-nothing = Cuộc kiểm tra này chưa có gì để chuyển.
qr-camera = Hình từ máy ảnh

# Help: each line of a text is one step
help-about = Trang này có sẵn trên máy, không cần mạng.
help-answer = Trả lời một câu hỏi
help-answer-text =
    Chạm vào cuộc kiểm tra, chạm vào một phần, rồi trả lời ở nửa dưới màn hình.
    Câu có ba nút: Có, Không, Không áp dụng. Chạm lại nút đã chọn để bỏ câu trả lời.
    Câu tỷ lệ có hai ô: số đạt và tổng số. Phần trăm và điểm tự tính ngay.
    Trả lời nhầm thì chạm “Hoàn tác”. Mọi câu trả lời trước vẫn ở trong “Lịch sử”.
help-saved = Khi nào thì đã lưu?
help-saved-text =
    Góc trên bên phải ghi “Đã lưu” và giờ phút: nội dung đã nằm chắc trên máy, tắt máy cũng không mất.
    Băng đỏ “Chưa lưu được” nghĩa là nội dung chỉ còn trên màn hình: đừng đóng ứng dụng, chạm “Thử lại”.
    Đã lưu trên máy khác với đã gửi. Màn hình “Đồng bộ và bộ nhớ” cho biết máy chủ đã nhận được gì.
help-photo = Chụp ảnh minh chứng
help-photo-text =
    Ở một câu hỏi, chạm “Ảnh”, rồi chạm nút chụp. Có thể chụp nhiều ảnh liền nhau.
    Giấy tờ có tên, số định danh của người dân: che phần đó trước khi lưu; bản gốc vẫn được giữ riêng.
    Nếu máy không cho dùng máy ảnh, chọn ảnh có sẵn trong máy.
help-dispute = Hai người trả lời khác nhau
help-dispute-text =
    Sổ giữ cả hai câu trả lời, ghi rõ ai, lúc nào; không tự chọn bên nào.
    Mở “Chưa thống nhất” trong cuộc kiểm tra. Có thể giữ cả hai và quyết định sau.
    Khi quyết định, phải ghi lý do; lý do được in trong biên bản.
help-offline = Không có mạng
help-offline-text =
    Cứ làm việc bình thường, đến 30 ngày không cần mạng.
    Khi có mạng, sổ tự gửi: chữ trước, ảnh sau. Cũng có thể chạm “Đồng bộ ngay”.
    Ảnh chờ Wi-Fi nếu đang dùng mạng tính tiền; có thể đổi trong phần lựa chọn.
help-relay = Đưa cho máy bên cạnh
help-relay-text =
    Trong cuộc kiểm tra, chạm “Chuyển bằng mã QR”: máy này hiện mã, máy kia đọc bằng máy ảnh.
    Muốn đưa cả ảnh, dùng tệp: “Đồng bộ và bộ nhớ”, “Lưu tệp cứu hộ”, rồi máy kia chạm “Nhận tệp”.
    Nhận hai lần cũng không sao: cái đã có thì bỏ qua.
help-rescue = Tệp cứu hộ
help-rescue-text =
    Khi máy sắp hỏng, đầy bộ nhớ hoặc có báo động, vào “Đồng bộ và bộ nhớ” và chạm “Lưu tệp cứu hộ”.
    Tệp chứa toàn bộ chữ và ảnh, đã mã hóa; gửi qua Zalo, USB hay thư điện tử đều được.
    Bất kỳ máy nào đã đăng ký trong đợt, hoặc máy chủ, đều nhận được tệp này.
help-pin = Quên mã PIN
help-pin-text =
    Ở màn hình mở khóa, chạm “Quên PIN”. Không có gì bị mất.
    Gọi phòng Nội vụ xin mã dùng một lần, nhập mã khi có mạng, rồi đặt PIN mới.
    Nhập sai nhiều lần thì phải chờ lâu dần; sổ không bao giờ tự xóa.
help-tab = Thẻ thứ hai, máy dùng chung
help-tab-text =
    Sổ chỉ ghi ở một thẻ. Thẻ thứ hai chỉ để xem; đóng thẻ kia thì thẻ này ghi được.
    Máy dùng chung: mỗi người có sổ và PIN riêng. Đăng xuất không xóa gì cả.
help-sign = Ký biên bản
help-sign-text =
    Mở “Tổng hợp và ký”, đọc to phần tổng hợp cho đơn vị nghe.
    Chọn tư cách, ghi họ tên, ký vào khung (có thể bỏ qua), chạm “Ký biên bản”.
    Hình chữ ký chỉ là hình. Chữ ký của thiết bị bảo đảm toàn bộ nội dung lúc ký.
    Sửa sau khi ký được ghi thành phụ lục; nội dung đã ký vẫn nguyên.
help-version = Phiên bản mới
help-version-text =
    Sổ tải phiên bản mới về trước và kiểm tra đủ, rồi mới báo khi không có cuộc kiểm tra nào đang mở.
    Chạm “Đổi sang phiên bản mới” khi thuận tiện. Dữ liệu không đổi.
