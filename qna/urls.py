app_name = "qna"
urlpatterns = []
