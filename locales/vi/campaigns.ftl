# Nhan đề danh sách các đợt kiểm tra
campaigns-title = Các đợt kiểm tra
# Khi chưa có đợt nào
campaigns-empty = Chưa có đợt kiểm tra nào. Người quản trị nhập kế hoạch bằng lệnh: sokiemtra campaign import FILE.toml
campaign-column-title = Đợt kiểm tra
campaign-column-plan = Kế hoạch
campaign-column-period = Thời gian
campaign-column-visits = Số cuộc kiểm tra
# $number: số kế hoạch, $date: ngày ban hành
campaign-plan = { $number } ngày { $date }
# $from, $to: ngày đầu và ngày cuối
campaign-period = { $from } – { $to }
