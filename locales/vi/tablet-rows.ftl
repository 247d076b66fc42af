# The rows of a group: sampled dossiers, absences
rows-count = Số dòng
rows-passed = Không có lỗi lớn
rows-failed = Có lỗi lớn
rows-incomplete = Chưa đủ thông tin
rows-empty = Các dòng của bảng này sẽ hiện ở đây. Chạm “Thêm dòng” để bắt đầu.
rows-list = Danh sách
# The heading of the list of rows that were struck out
rows-struck-out = Đã gạch bỏ ({ $count })
row-add = Thêm dòng
# What a row is called before it has a name of its own
row-number = Dòng { $number }
row-nameless = Dòng chưa có tên
row-missing = Thiếu { $count } thông tin bắt buộc
row-required = bắt buộc
row-undecided = chưa tính được
row-outcome = Tự tính từ các thông tin đã nhập
row-strike-out = Gạch bỏ dòng này
row-bring-back = Đưa lại
# For screen readers: the same with the row's name
row-bring-back-named = Đưa lại: { $name }
row-gone = Dòng này đã gạch bỏ và không được tính. Nội dung vẫn còn, có thể đưa lại.
row-unknown = Không có dòng này trong bảng.

# Drawing the sample from a register
sample-draw = Rút mẫu từ sổ hồ sơ
sample-explained = Máy rút mẫu theo một cách cố định: cùng danh sách mã hồ sơ và cùng từ khóa rút thì bất kỳ ai, trên máy nào, cũng rút ra đúng các hồ sơ này. Thứ tự trong sổ không ảnh hưởng; rút thêm thì các hồ sơ đã rút vẫn giữ nguyên.
sample-register = Danh sách mã hồ sơ
sample-register-hint = Mỗi dòng một mã, hoặc bảng có mã ở cột đầu. Dán vào đây hoặc chọn tệp .csv, .txt.
sample-file = Chọn tệp
sample-not-text = Không đọc được tệp này. Hãy lưu lại dưới dạng CSV UTF-8 hoặc dán danh sách vào ô.
sample-register-found = Đọc được { $count } mã hồ sơ; bỏ qua { $ignored } dòng trống hoặc trùng.
sample-heading = Dòng đầu là tiêu đề: “{ $heading }”.
sample-seed = Từ khóa rút
sample-seed-hint = Nên dùng điều không ai chọn sau khi đã xem sổ, ví dụ ngày kiểm tra và số quyết định.
sample-wanted = Số hồ sơ cần rút
sample-drawn = { $count } hồ sơ được rút, theo thứ tự
sample-there = Đã có trong bảng
sample-add = Thêm { $count } hồ sơ vào bảng
sample-added = Đã thêm { $count } hồ sơ; cách rút đã ghi vào ghi chú của mục.
sample-no-code = Bảng này không có trường để ghi mã hồ sơ.
# Written into the note of the group's item, so that anybody can draw the same again
sample-how = Rút mẫu “{ $group }”: { $drawn }/{ $all } hồ sơ, từ khóa rút “{ $seed }”; xếp theo SHA-256 của từ khóa, dấu xuống dòng và mã hồ sơ (viết hoa), lấy từ đầu. Ai có sổ cũng rút lại được.

# Photos of a question
photo-count = Ảnh ({ $count })
photo-number = Ảnh { $number }
photo-sent = Đã gửi
photo-unsent = Chưa gửi
# The photo's file is on a colleague's tablet
photo-elsewhere = Ở máy khác
photo-redacted = Đã che thông tin
photo-large = Ảnh phóng to
photo-caption = Chú thích ảnh
photo-close = Đóng ảnh
photo-remove = Gỡ ảnh khỏi biên bản
# Stands for a photo whose caption is empty
photo-nameless = Ảnh không chú thích
# Follows the caption of a photo that was taken out
photo-removed-by = { $name } đã gỡ lúc { $time }
photos-removed = Ảnh đã gỡ ({ $count })
photo-unseen = Không hiển thị được ảnh này.
photo-damaged = Tệp này không phải là ảnh đọc được (JPEG, PNG hoặc WebP).
photo-other-tab = Ảnh chỉ xem được ở thẻ đang mở sổ để nhập.
photo-not-here = Ảnh ở máy của đồng nghiệp.
photo-no-room = Hết chỗ cho ảnh trên máy này; ảnh chưa được lưu. Câu trả lời và ghi chú vẫn lưu được. Hãy đồng bộ, giải phóng bộ nhớ máy rồi chạm “Dùng ảnh” lần nữa.

# When and where a photo was taken
time-unknown = Không rõ giờ chụp
place-asking = Đang xác định vị trí…
place-unknown = Không có vị trí
place-known = Có vị trí
place-within = Vị trí trong vòng { $metres } m
place-here = Vị trí trong vòng { $metres } m, { $age }
place-at = { $at } (trong vòng { $metres } m)
age-now = vừa xong
age-seconds = { $count } giây trước
age-minutes = { $count } phút trước

# The camera
camera-title = Chụp ảnh
camera-picture = Hình từ máy ảnh
camera-opening = Đang mở máy ảnh…
camera-denied = Chưa được phép dùng máy ảnh.
camera-none = Không tìm thấy máy ảnh.
camera-busy = Máy ảnh đang được ứng dụng khác dùng.
camera-use-file = Chạm “Mở máy ảnh” để chụp bằng ứng dụng của máy, hoặc “Chọn ảnh” để lấy ảnh có sẵn.
camera-take = Chụp
camera-file = Chọn ảnh
camera-system = Mở máy ảnh
camera-working = Đang xử lý…
camera-done = Xong
camera-kept = Đã thêm { $count } ảnh
camera-preview = Ảnh vừa chụp
camera-again = Bỏ, chụp lại
camera-use = Dùng ảnh
camera-broken-off = Ứng dụng đã bị đóng khi đang chụp ảnh cho mục { $item }. Những gì đã lưu vẫn còn; chạm “Ảnh” để chụp lại.

# Covering personal data in a photo
cover-begin = Che thông tin cá nhân
cover-stop = Xem ảnh
cover-again = Sửa vùng che
cover-done = Ảnh này đã che thông tin. Ảnh gốc vẫn được giữ trên máy và không đưa vào hồ sơ.
cover-explained = Dùng ngón tay kéo thành khung trên chỗ cần che, hoặc thêm vùng rồi chỉnh bằng các nút.
cover-add = Thêm vùng che
cover-area = Vùng { $number }
cover-remove = Bỏ
cover-remove-area = Bỏ vùng { $number }
cover-areas = Che { $count } vùng
cover-handles = Chỉnh vùng đang chọn
cover-left = Sang trái
cover-right = Sang phải
cover-up = Lên
cover-down = Xuống
cover-wider = Rộng hơn
cover-narrower = Hẹp hơn
cover-taller = Cao hơn
cover-lower = Thấp hơn
