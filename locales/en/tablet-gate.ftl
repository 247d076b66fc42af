# Texts of the screens of this part
