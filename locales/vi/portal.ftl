# Trang của đơn vị được kiểm tra
portal-title = Kiến nghị cần khắc phục
portal-empty = Chưa có kiến nghị nào được công bố cho đơn vị. Khi có kết luận kiểm tra, các kiến nghị hiện ở đây.
portal-nothing-open = Không còn kiến nghị nào phải làm.
# $date: ngày
portal-next = Việc cần làm, hạn { $date }
portal-answer = Trả lời kiến nghị
portal-send = Cần gửi
# $number: số kiến nghị
portal-open = Đang khắc phục ({ $number })
portal-waiting = Đã báo cáo, chờ cơ quan ({ $number })
portal-over = Đã xong ({ $number })
portal-print = Bản in
# $date: hôm nay
portal-printed = Danh sách đến ngày { $date }
portal-inherited = Tiếp nhận từ
portal-asked = Yêu cầu
portal-photos = Ảnh của đoàn kiểm tra
portal-acknowledge = Tiếp nhận kiến nghị
portal-acknowledge-help = Cho cơ quan kiểm tra biết đơn vị đã nhận và bắt đầu khắc phục.
portal-report = Báo cáo khắc phục
portal-report-words = Đã làm gì
portal-extent = Mức độ
portal-extent-whole = Đã khắc phục xong
portal-extent-part = Mới được một phần
portal-document = Số văn bản (nếu có)
portal-document-day = Ngày văn bản
portal-report-action = Báo cáo đã khắc phục
portal-files = Ảnh, tệp minh chứng
portal-files-help = Ảnh, PDF, Word, Excel; tối đa 10 tệp, mỗi tệp 12 MB. Che thông tin cá nhân của người dân trước khi gửi.
portal-extension = Đề nghị gia hạn
portal-extension-until = Gia hạn đến ngày
# $date: ngày
portal-extension-waits = Đã đề nghị gia hạn đến { $date }, chờ cơ quan trả lời
portal-explain = Giải trình
portal-explain-help = Nêu hoàn cảnh để cơ quan biết. Kiến nghị và thời hạn giữ nguyên.
portal-explain-words = Nội dung giải trình
portal-explain-action = Gửi giải trình
portal-dispute = Đề nghị xem xét lại
portal-dispute-help = Dùng khi đơn vị cho rằng tồn tại không đúng. Kèm tài liệu chứng minh. Trong khi chờ, thời hạn giữ nguyên.
portal-dispute-words = Vì sao không đúng
portal-dispute-action = Gửi đề nghị xem xét lại
portal-dispute-waits = Đã đề nghị xem xét lại, chờ cơ quan trả lời
portal-not-yours = Hiện không có việc đơn vị phải làm với kiến nghị này.
portal-steps = Quá trình khắc phục
portal-document-date = Cần ghi ngày của văn bản, ví dụ 05/03/2027. Chưa gửi gì.
portal-document-number = Cần ghi số của văn bản. Chưa gửi gì.
portal-extension-date = Cần ghi ngày đề nghị gia hạn đến. Chưa gửi gì.
# $name: tên tệp
portal-file-kind = Không nhận tệp “{ $name }”: chỉ nhận ảnh JPEG, PNG, WebP, tệp PDF, Word (.docx), Excel (.xlsx). Chưa gửi gì.
portal-file-size = Tệp “{ $name }” lớn hơn 12 MB. Chưa gửi gì.
# $number: số tệp
portal-file-number = Mỗi lần gửi tối đa { $number } tệp. Chưa gửi gì.
portal-done-tiep-nhan = Đã tiếp nhận kiến nghị.
portal-done-bao-cao = Đã gửi báo cáo khắc phục.
portal-done-gia-han = Đã gửi đề nghị gia hạn.
portal-done-giai-trinh = Đã gửi giải trình.
portal-done-de-nghi-xem-xet = Đã gửi đề nghị xem xét lại.
upload-sending = Đang gửi lên
upload-sent = Đã gửi lên
upload-broken = Mất mạng; có mạng là tự gửi tiếp
upload-waiting = Đang gửi tệp lên; xong sẽ gửi trả lời ngay. Xin giữ trang này mở.
upload-refused = Máy chủ không nhận tệp. Xin tải lại trang; nội dung đã soạn vẫn còn.
upload-leave-out = Bỏ
portal-restored = Đã lấy lại nội dung đang soạn dở.
