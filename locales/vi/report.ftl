## Câu trả lời
answer-yes = Có
answer-no = Không
answer-na = Không áp dụng
# Khi người trả lời đã xoá câu trả lời của mình
answer-cleared = Đã xoá câu trả lời
answer-none-chosen = Không chọn mục nào
# $number: số như nguồn nêu ("trên 90")
answer-above = trên { $number }
# $number: số như nguồn nêu ("gần 96")
answer-nearly = gần { $number }

## Thời gian
half-day-morning = Sáng
half-day-afternoon = Chiều
# $days: số ngày
days-working = { $days } ngày làm việc
# $days: số ngày
days-calendar = { $days } ngày
# Đồng hồ của máy tính bảng so với máy chủ; $minutes: số phút
clock-fast = Đồng hồ nhanh { $minutes } phút so với máy chủ
clock-slow = Đồng hồ chậm { $minutes } phút so với máy chủ

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
