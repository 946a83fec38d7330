package dev.ponder.curriculum.structure;

import java.util.List;

/// Functions of everyday kinds, as clients offer them, to learn from. How to read the table is told
/// at [FunctionKind#table].
final class TrainingFunctions {
  static final List<FunctionKind> ALL =
      FunctionKind.table(
          """
          get_weather weather fetch_weather current_weather
          Get the weather in a city. ; Tell the current weather at a place.
          city,location,place:place!
          What is the weather in {0}? ; How is the weather in {0} today? ; Weather for {0}, please. ; Do I need an umbrella in {0}? ; Is it raining in {0}? ; What is the weather like? ; How is the weather today?
          = temperature:0..35 sky:sunny/cloudy/rainy/clear

          get_forecast forecast weather_forecast
          Get the weather forecast for some days. ; Forecast of the weather in a city.
          city,town:place! days:2..9!
          What is the forecast for {0} for the next {1} days? ; Give me the {1} day forecast for {0}. ; Show {1} days of forecast for {0}. ; What is the forecast for the next {1} days?
          = forecast:sun/rain/snow/fog

          set_timer start_timer timer
          Start a timer. ; Set a timer that rings after some minutes.
          minutes,duration:1..90!
          Set a timer for {0} minutes. ; Start a timer of {0} minutes. ; Tell me when {0} minutes are over. ; I need a timer for {0} minutes. ; Set a timer. ; Start a timer, please.
          = timer:code

          set_alarm alarm wake_up
          Set an alarm clock. ; Ring an alarm at a time.
          time,at:time!
          Wake me up at {0}. ; Set an alarm for {0}. ; I have to get up at {0}. ; Set the alarm clock to {0}. ; Set an alarm, please.
          = alarm:code

          send_message message text_to send_text
          Send a message to somebody. ; Write a text message to a person.
          to,recipient,person:person! text,message,body:note!
          Send {0} the message "{1}". ; Tell {0}: {1}. ; Write to {0}: "{1}" ; Message {0} that {1}. ; Text {0} "{1}". ; Send a message to {0}.
          = message_id:code

          send_email email mail_to
          Send an email. ; Write an email to an address.
          address,to:mail! subject:word! body:note
          Send an email to {0} with the subject {1}. ; Email {0} about {1}. ; Write an email to {0} with the subject {1}, saying {2}. ; Send an email about {1}. ; Send an email to {0}.
          = mail:code

          call_person phone_call make_call
          Call somebody on the phone. ; Start a phone call with a contact.
          person,contact,name:person!
          Call {0}. ; Phone {0}, please. ; I want to talk to {0} on the phone. ; Give {0} a call. ; Start a phone call. ; Make a call.
          = seconds:5..900

          add_event create_event new_appointment
          Add an event to the calendar. ; Put an appointment into the calendar.
          title,event:title! date,day:date! time:time
          Add {0} to my calendar on {1}. ; Put {0} into the calendar for {1}. ; Make an appointment {0} on {1} at {2}. ; Add {0} on {1} at {2} to the calendar. ; Add {0} to my calendar.
          = event_id:code

          list_events show_calendar get_events
          List the events of a day. ; Show what is in the calendar on a date.
          date,day:date!
          What is in my calendar on {0}? ; Which appointments do I have on {0}? ; Show the events of {0}. ; What do I have to do on {0}? ; Show my calendar.
          = events:title*

          web_search search search_web find_online
          Search the web. ; Look something up on the internet.
          query,q,text:word!
          Search the web for {0}. ; Look up {0} on the internet. ; Find {0} online. ; Search for {0}, please. ; Google {0}.
          = hits:1..99 best:title

          turn_on_light light_on lights_on
          Turn on the light in a room. ; Switch a lamp on.
          room:kitchen/bath/hall/garage/bedroom!
          Turn on the light in the {0}. ; Switch the {0} light on. ; It is dark in the {0}. ; Light in the {0}, please. ; Turn on the light.
          = watts:3..60

          dim_light set_brightness dim
          Set the brightness of the light. ; Dim the light of a room.
          room:kitchen/bath/hall/office/bedroom! percent,level:5..95!
          Dim the light in the {0} to {1} percent. ; Set the brightness in the {0} to {1}. ; Make the {0} light {1} percent bright. ; Dim the light in the {0}.
          = watts:3..60

          play_music play play_song
          Play music. ; Play a song or an album.
          song,title,track:title!
          Play {0}. ; I want to hear {0}. ; Put on the song {0}. ; Play the song {0}, please. ; Let me listen to {0}. ; Play some song.
          = minutes:2..9

          set_volume volume change_volume
          Set the volume of the speaker. ; Change how loud the music is.
          level,volume:0..100!
          Set the volume to {0}. ; Make it as loud as {0}. ; Turn the volume to {0}, please. ; Change the volume.
          = volume:0..100

          set_temperature heating thermostat
          Set the heating of a room. ; Change the temperature of the thermostat.
          degrees,temperature:12..28! room:kitchen/bath/office/bedroom
          Set the heating to {0} degrees. ; Make it {0} degrees warm. ; Heat the {1} to {0} degrees. ; Set the thermostat in the {1} to {0}. ; Turn up the heating.
          = degrees:12..28

          translate translate_text to_language
          Translate a text into another language. ; Translate words.
          text,words:word! language,target,to:German/French/Spanish/Italian/Dutch!
          Translate {0} into {1}. ; What is {0} in {1}? ; How do you say {0} in {1}? ; Say {0} in {1}. ; Translate {0}.
          = translation:word

          convert_currency exchange currency
          Convert an amount of money into another currency. ; Exchange money.
          amount:1..900! from:EUR/USD/GBP! to:CHF/JPY/SEK!
          How much are {0} {1} in {2}? ; Convert {0} {1} to {2}. ; Change {0} {1} into {2}. ; What do I get for {0} {1} in {2}? ; Convert {0} {1}.
          = amount:<900

          convert_units convert unit_converter
          Convert a length into another unit. ; Convert between units.
          value:2..900! from:miles/feet/inches! to:km/m/cm!
          How many {2} are {0} {1}? ; Convert {0} {1} to {2}. ; {0} {1} in {2}, please. ; Convert {0} {1}.
          = value:<900

          get_stock_price stock_price quote
          Get the price of a share. ; Price of a stock at the exchange.
          symbol,ticker:code!
          What is the share price of {0}? ; How much is a share of {0}? ; Price of the stock {0}? ; How does the stock {0} stand?
          = price:<900

          add_to_cart add_item buy_later
          Put an item into the shopping cart. ; Add a product to the cart.
          item,product:thing! count,quantity:2..20
          Put a {0} into my cart. ; Add {1} times {0} to the cart. ; I want to buy a {0}. ; Add the {0} to my shopping cart. ; Put something into my cart.
          = items:1..30

          track_order order_status track_package
          Tell where an order is. ; Get the status of a package.
          order,number,order_id:code!
          Where is my order {0}? ; What is the status of order {0}? ; Has package {0} arrived? ; Track {0}, please. ; Where is my order?
          = status:packed/sent/delivered

          cancel_order revoke_order stop_order
          Cancel an order. ; Take back an order that was made.
          order,order_id:code!
          Cancel my order {0}. ; I no longer want order {0}. ; Please take back the order {0}. ; Cancel the order.
          = refund:<200

          book_table reserve_table table_reservation
          Book a table in a restaurant. ; Reserve seats to eat out.
          restaurant,place:title! people,guests,persons:2..12! time:time
          Book a table for {1} at {0}. ; Reserve a table for {1} people at {0} at {2}. ; We are {1} and want to eat at {0}. ; Book a table at {0}.
          = table:1..40

          book_flight find_flight flights
          Find a flight between two cities. ; Search for flights.
          from,origin:place! to,destination:place! date:date
          Find a flight from {0} to {1}. ; I want to fly from {0} to {1}. ; Book a flight from {0} to {1} on {2}. ; Which flights go from {0} to {1}? ; I want to fly to {1}.
          = flight:code price:40..900

          find_train train_times trains
          Find a train between two stations. ; Tell when trains go.
          start,from:place! goal,to:place!
          When does a train go from {0} to {1}? ; Find a train from {0} to {1}. ; How do I get from {0} to {1} by train? ; Trains from {0} to {1}, please.
          = departure:time platform:1..20

          get_route route directions navigate
          Tell the way between two places. ; Find the route by car.
          from,start:place! to,target:place!
          How do I get from {0} to {1} by car? ; Show the way from {0} to {1}. ; Route from {0} to {1}. ; Navigate from {0} to {1}. ; Navigate to {1}.
          = kilometres:2..900

          book_hotel reserve_room find_hotel
          Book a room in a hotel. ; Reserve a hotel for some nights.
          city,place:place! nights:1..14!
          Book a hotel in {0} for {1} nights. ; I need a room in {0} for {1} nights. ; Find a hotel in {0} for {1} nights. ; Book a hotel in {0}.
          = hotel:title price:40..300

          order_taxi call_taxi get_ride
          Order a taxi. ; Send a cab to an address.
          address,pickup,place:title! time:time
          Send a taxi to {0}. ; I need a cab at {0}. ; Order a taxi to {0} for {1}. ; A taxi for {0}, please. ; Order a taxi.
          = minutes:2..30

          get_time current_time world_clock
          Tell the time in a city. ; What time it is at a place.
          city,zone,place:place!
          What time is it in {0}? ; How late is it in {0}? ; Tell me the time in {0}. ; Current time in {0}?
          = time:time

          create_note take_note add_note
          Write a note. ; Keep a note for later.
          text,note,content:note!
          Make a note: {0}. ; Note that {0}. ; Write down: {0}. ; Keep in mind: "{0}" ; Take a note.
          = note_id:1..900

          add_todo add_task new_task
          Add a task to the list of things to do. ; Create a task.
          task,title:note! priority:low/high
          Add a task: {0}. ; Put "{0}" on my list of things to do. ; New task with {1} priority: {0}. ; Add a task.
          = tasks:1..40

          remind_me set_reminder reminder
          Remind of something at a time. ; Create a reminder.
          what,text:note! time,at:time!
          Remind me at {1}: {0}. ; At {1}, remind me: {0}. ; I must not forget at {1}: {0}. ; Remind me: {0}.
          = reminder:code

          """
              + MoreTrainingFunctions.TABLE);

  private TrainingFunctions() {}
}
