# Việc của tôi
nav-inbox = Việc của tôi
inbox-title = Việc của tôi
inbox-empty = Hiện không có việc nào chờ anh/chị.
# $number: số việc
inbox-all = Xem cả { $number }
inbox-settle = Chờ đoàn thống nhất
inbox-settle-help = Các thành viên trả lời khác nhau. Thống nhất trên máy tính bảng rồi đồng bộ.
# $number: số nội dung
inbox-questions = { $number } nội dung chưa thống nhất
inbox-answers = Đơn vị chờ cơ quan trả lời
inbox-review = Chờ thẩm định
# $date: ngày
inbox-visited = kiểm tra ngày { $date }
inbox-publish = Chờ công bố
# $number: số cuộc kiểm tra
inbox-concluded = { $number } cuộc kiểm tra đã kết luận
inbox-unit = Kiến nghị đơn vị phải khắc phục
inbox-overdue = Kiến nghị quá hạn
