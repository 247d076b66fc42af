# Nhan đề trang đăng nhập
log-in-title = Đăng nhập
log-in-name = Tên đăng nhập
log-in-password = Mật khẩu
# Nút chính của trang đăng nhập
log-in-action = Đăng nhập
# Hiện khi tên hoặc mật khẩu sai; không nói cái nào sai
log-in-wrong = Tên đăng nhập hoặc mật khẩu không đúng. Mời nhập lại.
# $minutes: số phút phải chờ
log-in-wait = Đã nhập sai nhiều lần. Mời thử lại sau { $minutes } phút.
log-out = Đăng xuất
