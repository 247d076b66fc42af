# Mỗi sự cố có hai câu: điều gì đã xảy ra, và cần làm gì
problem-not-found = Không tìm thấy trang này
problem-not-found-advice = Trang không có, hoặc tài khoản của anh/chị không được xem. Mời kiểm tra lại địa chỉ.
problem-malformed = Yêu cầu không đọc được
problem-malformed-advice = Mời quay lại trang trước và gửi lại.
problem-log-in-required = Chưa đăng nhập
problem-log-in-required-advice = Phiên làm việc đã hết. Mời đăng nhập rồi thực hiện lại.
problem-forbidden = Tài khoản này không có quyền xem trang
problem-forbidden-advice = Nếu công việc cần đến, mời liên hệ người quản trị để được cấp quyền.
problem-form-expired = Biểu mẫu đã hết hiệu lực
problem-form-expired-advice = Chưa có gì được thay đổi. Mời tải lại trang rồi gửi lại.
problem-too-many-attempts = Thử quá nhiều lần
problem-too-many-attempts-advice = Mời chờ { $seconds } giây rồi thử lại.
problem-overloaded = Máy chủ đang bận
problem-overloaded-advice = Chưa có gì bị mất. Mời thử lại sau { $seconds } giây.
problem-internal = Máy chủ gặp lỗi
problem-internal-advice = Lỗi đã được ghi lại. Mời thử lại; nếu vẫn vậy, báo người quản trị kèm mã yêu cầu dưới đây.
problem-tablet-app-missing = Máy chủ này chưa có ứng dụng cho máy tính bảng
problem-tablet-app-missing-advice = Người quản trị dựng ứng dụng bằng lệnh cargo xtask tablet, hoặc chỉ thư mục của nó bằng --tablet rồi khởi động lại máy chủ.
problem-too-large = Nội dung gửi lên quá lớn
problem-too-large-advice = Giới hạn là { $limit } byte. Mời gửi ít hơn mỗi lần.
# Mọi trạng thái khác; $status: số HTTP
problem-http = Không thực hiện được ({ $status })
problem-http-advice = Mời quay lại trang trước và thử lại.
